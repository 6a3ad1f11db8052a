import { atom } from 'nanostores';
import { en, type Dictionary, type MessageKey, type Plural } from './locales/en.ts';

export type { Dictionary, MessageKey };
type Values = Readonly<Record<string, string | number>>;

export interface Locale { readonly lang: string; readonly dictionary: Dictionary }

/** The language of one room; `lang` may change while it is live. */
export function createLocaleStore() {
  const $locale = atom<Locale>({ lang: 'en', dictionary: en });
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
