import { canonicalTag, directionOf, serves } from '../locales/match.ts';
import { fill, type Values } from '../locales/fill.ts';
import { en, type PageWords } from './words/en.ts';

/** The languages the pages speak beside English, each a few words that are fetched by whoever reads it. */
export const loaders = {
  ar: () => import('./words/ar.ts').then(({ ar }) => ar),
  de: () => import('./words/de.ts').then(({ de }) => de),
  es: () => import('./words/es.ts').then(({ es }) => es),
  fr: () => import('./words/fr.ts').then(({ fr }) => fr),
  he: () => import('./words/he.ts').then(({ he }) => he),
  hi: () => import('./words/hi.ts').then(({ hi }) => hi),
  ja: () => import('./words/ja.ts').then(({ ja }) => ja),
  pt: () => import('./words/pt.ts').then(({ pt }) => pt),
  zh: () => import('./words/zh.ts').then(({ zh }) => zh),
} as const satisfies Record<string, () => Promise<PageWords>>;

export interface PageLanguage { readonly lang: string; words(): Promise<PageWords> }

const english: PageLanguage = { lang: 'en', words: async () => en };

/** The first of the languages someone reads (best first) that the pages speak; English when there is none. What is no language tag is passed over. */
export function languageFor(read: readonly string[]): PageLanguage {
  for (const lang of read.map(canonicalTag)) {
    if (lang === null) continue;
    if (serves('en', lang)) return { ...english, lang };
    const offered = Object.entries(loaders).find(([tag]) => serves(tag, lang));
    if (offered) return { lang, words: offered[1] };
  }
  return english;
}

let spoken: { readonly lang: string; readonly words: PageWords } = { lang: 'en', words: en };

/** One sentence in the language of the page. */
export const say = (key: keyof PageWords, values?: Values): string => fill(spoken.lang, spoken.words[key], values);

/** Says the page to be in a language: the room and the player follow. */
export function turnTo(lang: string): void {
  document.documentElement.lang = lang;
  document.documentElement.dir = directionOf(lang);
}

/** Says all that the page has in its HTML (`data-say`) in a language. Rejects when its words cannot be fetched; the page is as it was then. */
export async function speak({ lang, words }: PageLanguage): Promise<void> {
  spoken = { lang, words: await words() };
  turnTo(lang);
  for (const element of document.querySelectorAll<HTMLElement>('[data-say]')) {
    const text = say(element.dataset['say'] as keyof PageWords, { count: Number(element.dataset['count'] ?? 0) });
    if (element instanceof HTMLInputElement) element.placeholder = text;
    else element.textContent = text;
  }
}
