import { $brought, type PartialDictionary } from '../localize.ts';

/**
 * Brings a language that muf-live has not, or says single sentences of one it has in another way. Rooms that speak it
 * change at once. What the dictionary leaves out is said as before: by muf-live's own words in that language, else in
 * English. `{name}` places are filled as in English; plural entries have a form for each of the language's
 * `Intl.PluralRules` categories. The same tag again replaces what was brought before. A tag that is none, and what is
 * neither a string nor plural forms, is left out with a warning.
 *
 * @param tag - BCP 47: `nl`, `pt-PT`, `zh-Hant`. A region or a script narrows whom it is for.
 */
export function registerLanguage(tag: string, dictionary: PartialDictionary): void {
  $brought.set(new Map($brought.get()).set(tag, { ...dictionary }));
}
