import type { Plural } from './en.ts';

export type Values = Readonly<Record<string, string | number>>;

const rightToLeft = /[\u0590-\u08ff]/;

/**
 * Fills the `{name}` places of a sentence in the language `lang`; plural forms are picked by `count`
 * (`Intl.PluralRules`), and numbers are written the language's way. Where both directions of writing meet, names keep
 * theirs to themselves (UAX #9, isolates).
 */
export function fill(lang: string, entry: string | Plural, values: Values = {}): string {
  const pattern = typeof entry === 'string' ? entry : entry[new Intl.PluralRules(lang).select(Number(values['count'] ?? 0))] ?? entry.other;
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    if (typeof value === 'number') return new Intl.NumberFormat(lang).format(value);
    return rightToLeft.test(pattern + value) ? `\u2068${value}\u2069` : value;
  });
}
