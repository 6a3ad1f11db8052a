import { nearest } from '../../core/wire/nearest.ts';

const told = new Set<string>();

/** Says once per name on the console what was probably meant. */
export function warnOfLayout(value: string, known: readonly string[]): void {
  if (told.has(value)) return;
  told.add(value);
  console.warn(`muf-live: layout="${value}" is not known; did you mean "${nearest(value, known)}"? The room's own size decides meanwhile.`);
}
