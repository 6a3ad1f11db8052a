import { atom } from 'nanostores';
import type { Dictionary, MessageKey, Plural } from './locales/en.ts';
import { shellSentences } from './locales/shell.ts';

export type { Dictionary, MessageKey };
type Values = Readonly<Record<string, string | number>>;

export interface Locale { readonly lang: string; readonly dictionary: Dictionary }

/** English. It starts with what the empty room says; `locales/english.ts` brings the rest together with the first element. */
export const english = { ...shellSentences } as Dictionary;

/** The language of one room; `lang` may change while it is live. */
export function createLocaleStore() {
  const $locale = atom<Locale>({ lang: 'en', dictionary: english });
  return { $locale };
}
export type LocaleStore = ReturnType<typeof createLocaleStore>;

/** Fills `{name}` places; a plural entry picks its form by `count` (`Intl.PluralRules`), and numbers are written the locale's way. */
export function translate({ lang, dictionary }: Locale, key: MessageKey, values: Values = {}): string {
  const entry: string | Plural = dictionary[key];
  const pattern = typeof entry === 'string' ? entry : entry[new Intl.PluralRules(lang).select(Number(values['count'] ?? 0))] ?? entry.other;
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? new Intl.NumberFormat(lang).format(value) : value ?? '';
  });
}
