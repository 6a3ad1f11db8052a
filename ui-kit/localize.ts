import { atom } from 'nanostores';
import type { Dictionary, MessageKey, Plural } from './locales/en.ts';
import { shellSentences } from './locales/shell.ts';

export type { Dictionary, MessageKey };
/** Some sentences of a language; English says the others. */
export type PartialDictionary = Partial<Dictionary>;
type Values = Readonly<Record<string, string | number>>;

export interface Locale { readonly lang: string; readonly dictionary: Dictionary }

/** English. It starts with what the empty room says; `locales/english.ts` brings the rest together with the first element. */
export const english = { ...shellSentences } as Dictionary;

/** What a room says while its first words are on their way. */
export const silence = {} as Dictionary;

/** Languages and single sentences that the page brings, by language tag; see `registerLanguage`. */
export const $brought = atom<ReadonlyMap<string, PartialDictionary>>(new Map());

/** The language of one room; `lang` may change while it is live. */
export function createLocaleStore() {
  const $locale = atom<Locale>({ lang: 'en', dictionary: english });
  return { $locale };
}
export type LocaleStore = ReturnType<typeof createLocaleStore>;

const rightToLeft = /[\u0590-\u08ff]/;

/**
 * Fills `{name}` places; a plural entry picks its form by `count` (`Intl.PluralRules`), and numbers are written the
 * locale's way. Where both directions of writing meet, names keep theirs to themselves (UAX #9, isolates). A
 * sentence that has not come yet is empty.
 */
export function translate({ lang, dictionary }: Locale, key: MessageKey, values: Values = {}): string {
  const entry: string | Plural = dictionary[key] ?? '';
  const pattern = typeof entry === 'string' ? entry : entry[new Intl.PluralRules(lang).select(Number(values['count'] ?? 0))] ?? entry.other;
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    if (typeof value === 'number') return new Intl.NumberFormat(lang).format(value);
    return rightToLeft.test(pattern + value) ? `\u2068${value}\u2069` : value;
  });
}
