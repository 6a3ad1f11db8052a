import type { Plural } from './en.ts';
import type { errorSentences } from './errors.ts';
import type { shellSentences } from './shell.ts';

/** A part of a dictionary in another language: the keys of the English part, each a sentence or plural forms as there. */
export type Words<English> = { readonly [Key in keyof English]: English[Key] extends string ? string : Plural };

/** What English says in `shell.ts`, without the errors: other languages keep those in a file of their own. */
export type ShellWords = Words<Omit<typeof shellSentences, keyof typeof errorSentences>>;
