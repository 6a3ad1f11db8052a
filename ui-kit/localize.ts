import { atom } from 'nanostores';
import type { Dictionary, MessageKey } from './locales/en.ts';
import { fill, type Values } from './locales/fill.ts';
import { shellSentences } from './locales/shell.ts';

export type { Dictionary, MessageKey };
/** Some sentences of a language; English says the others. */
export type PartialDictionary = Partial<Dictionary>;

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

/** Says a sentence in a room's language, its places filled. One that has not come yet is empty. */
export function translate({ lang, dictionary }: Locale, key: MessageKey, values?: Values): string {
  return fill(lang, dictionary[key] ?? '', values);
}
