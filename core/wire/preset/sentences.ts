import { alike } from '../nearest.ts';
import type { Path } from './places.ts';
import { presetSchema } from './schema.ts';

/** What the words below are made of: the parts of a validator's issue that say what was wrong. */
interface Wrong {
  readonly type: string;
  readonly input: unknown;
  readonly message: string;
  readonly requirement?: unknown;
  readonly path?: readonly { readonly key: unknown }[] | undefined;
}

/** The little that is looked at in a schema, whatever it is. */
interface Looked { readonly entries?: Readonly<Record<string, Looked>>; readonly item?: Looked; readonly wrapped?: Looked; readonly options?: readonly unknown[] }

function schemaAt(path: Path): Looked {
  let schema = presetSchema as Looked;
  for (const part of path) {
    const inner = typeof part === 'number' ? schema.item : schema.entries?.[part];
    if (!inner) return {};
    schema = inner.wrapped ?? inner;
  }
  return schema;
}

const quoted = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
};

const didYouMean = (written: string, known: readonly string[]): string => {
  const near = alike(written, known);
  return near === undefined ? `There are ${known.map(quoted).join(', ')}` : `Did you mean ${quoted(near)}?`;
};

export function unknownKey(path: Path): string {
  const written = String(path.at(-1));
  return `${quoted(written)} is not a ${path.at(-2) === 'slots' ? 'slot' : 'key'} here. ${didYouMean(written, Object.keys(schemaAt(path.slice(0, -1)).entries ?? {}))}`;
}

/** Values that reach for the network, or for more than one value. */
const reaching = /url\s*\(|expression\s*\(|@import|image-set|[;{}<]/i;

const kinds: Readonly<Record<string, string>> = {
  strict_object: 'a group in { }',
  array: 'a list in [ ]',
  string: 'text in double quotes',
  number: 'a number, without quotes',
  boolean: 'true or false, without quotes',
};

const words: Readonly<Record<string, (wrong: Wrong) => string>> = {
  picklist({ input, path }) {
    const known = (schemaAt(path?.map(({ key }) => key as string | number) ?? []).options ?? []).map(String);
    return `${quoted(input)} is not one of the choices. ${didYouMean(String(input), known)}`;
  },
  integer: ({ input }) => `is ${quoted(input)}: it has to be a whole number`,
  min_value: ({ input, requirement }) => `is ${quoted(input)}: ${String(requirement)} is the least`,
  max_value: ({ input, requirement }) => `is ${quoted(input)}: ${String(requirement)} is the most`,
  max_length: ({ input, requirement }) => `is ${(input as string).length} characters long: ${String(requirement)} are the most`,
  regex: ({ input, message }) => (reaching.test(String(input)) ? `${quoted(input)} holds more than a value: url(…), expression(…) and CSS rules have no place here` : `${quoted(input)} ${message}`),
  union: ({ message }) => message,
};

/** What is wrong, for who wrote it: without the place, and without a full stop. */
export function sentenceOf(wrong: Wrong): string {
  const kind = kinds[wrong.type];
  if (kind !== undefined) return `is ${quoted(wrong.input)}: it has to be ${kind}`;
  return words[wrong.type]?.(wrong) ?? wrong.message;
}

/** Lists that stand where a group should: the validator takes a list for a group of nothing. */
export function misplacedLists(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return schemaAt(path).entries ? [path] : [];
  return Object.entries(value).flatMap(([key, inner]) => misplacedLists(inner, [...path, key]));
}
