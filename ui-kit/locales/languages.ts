import { $brought, english, type Dictionary, type Locale, type PartialDictionary } from '../localize.ts';
import { broughtWell } from './brought.ts';
import { canonicalTag, serves } from './match.ts';

/** The languages muf-live speaks beside English, each fetched when it is first asked for. */
export const loaders = {
  ar: () => import('./ar/dictionary.ts').then(({ ar }) => ar),
  de: () => import('./de/dictionary.ts').then(({ de }) => de),
  es: () => import('./es/dictionary.ts').then(({ es }) => es),
  fr: () => import('./fr/dictionary.ts').then(({ fr }) => fr),
  he: () => import('./he/dictionary.ts').then(({ he }) => he),
  hi: () => import('./hi/dictionary.ts').then(({ hi }) => hi),
  ja: () => import('./ja/dictionary.ts').then(({ ja }) => ja),
  pt: () => import('./pt/dictionary.ts').then(({ pt }) => pt),
  zh: () => import('./zh/dictionary.ts').then(({ zh }) => zh),
} as const satisfies Record<string, () => Promise<Dictionary>>;

/** Where dictionaries come from: the shipped ones above, or a test's own. */
export type Loaders = Readonly<Record<string, () => Promise<Dictionary>>>;

/**
 * The words for whoever asks for the language `wanted` (a valid tag): the page's own before the shipped, the more
 * particular before the general, and English for whatever is left. A language that nobody brought is English.
 * Rejects when the shipped words cannot be fetched; asking again tries again.
 */
export async function localeFor(wanted: string, shipped: Loaders = loaders): Promise<Locale> {
  const tag = Object.keys(shipped).find((offered) => serves(offered, wanted));
  const words = tag ? await shipped[tag]?.() : undefined;
  const own = broughtFor(wanted);
  if (!words && !own.length) return { lang: serves('en', wanted) ? wanted : 'en', dictionary: englishHere() };
  return { lang: wanted, dictionary: layered(englishHere(), ...(words ? [words] : []), ...own) };
}

/** English, as the page wants it said. More of it may come later, with the first element that speaks. */
export function englishHere(): Dictionary {
  return layered(english, ...broughtFor('en'));
}

/** What the page brought for a language, the most particular last. */
function broughtFor(wanted: string): PartialDictionary[] {
  return broughtWell($brought.get())
    .filter(([tag]) => serves(tag, wanted))
    .toSorted(([a], [b]) => a.length - b.length)
    .map(([, words]) => words);
}

/** Each dictionary over the one before, which goes on saying what this one does not. */
function layered(base: Dictionary, ...above: readonly PartialDictionary[]): Dictionary {
  return above.reduce<Dictionary>((below, words) => Object.setPrototypeOf({ ...words }, below) as Dictionary, base);
}

/** The language that `lang` (an attribute's value) names. A string that is no tag is warned about, and English. */
export function languageOf(lang: string): string {
  const tag = canonicalTag(lang);
  if (!tag) console.warn(`muf-live: lang="${lang}" is not a language tag; English is used.`);
  return tag ?? 'en';
}
