import * as v from 'valibot';
import { takenOut } from './markup.ts';
import { JsonFault, lineAndColumn, readPlaces, type Path } from './places.ts';
import { mostPresetBytes, presetSchema, type Preset } from './schema.ts';
import { misplacedLists, sentenceOf, unknownKey } from './sentences.ts';

/** One thing to mend in a preset. */
export interface Finding {
  /** From the preset's top; empty for the whole. */
  readonly path: Path;
  /** Without the place, and without a full stop. */
  readonly sentence: string;
}

export interface Checked {
  /** Absent where it cannot be worn. */
  readonly preset?: Preset;
  /** What is wrong, or what will be taken out of the preset's HTML. */
  readonly findings: readonly Finding[];
}

/** A finding of a text, with its line and column, from 1. */
export interface PlacedFinding extends Finding { readonly line: number; readonly column: number }

type Issue = v.InferIssue<typeof presetSchema>;

const pathOf = (issue: Issue): Path => issue.path?.map(({ key }) => key as string | number) ?? [];
const isUnknownKey = (issue: Issue): boolean => issue.type === 'strict_object' && issue.expected === 'never';

/** The place in words, as in `ui › theme`. */
export const placeInWords = (path: Path): string => path.map((part) => (typeof part === 'number' ? `number ${part + 1}` : part)).join(' › ');

/** What a preset is, and what is wrong with it. `value` is what the JSON says; it is never changed. */
export function checkPreset(value: unknown): Checked {
  const json = plain(value);
  const unknown: Finding[] = misplacedLists(json).map((path) => ({ path, sentence: 'is a list: it has to be a group in { }' }));
  if (unknown.length > 0) return { findings: unknown };
  let rest = json;
  for (;;) {
    const result = v.safeParse(presetSchema, rest);
    const strangers = result.success ? [] : result.issues.filter(isUnknownKey);
    if (strangers.length === 0) {
      const findings = [...unknown, ...(result.success ? markupOf(result.output) : result.issues.map((issue) => ({ path: pathOf(issue), sentence: sentenceOf(issue) })))];
      return { findings, ...(result.success && unknown.length === 0 && { preset: result.output }) };
    }
    // The validator stops at the first stranger of each group: without it, the next shows.
    for (const issue of strangers) {
      const path = pathOf(issue);
      unknown.push({ path, sentence: unknownKey(path) });
      rest = without(rest, path);
    }
  }
}

/** The same of a text; with a fault in it there is nothing else to say. */
export function checkPresetText(text: string): { readonly preset?: Preset; readonly findings: readonly PlacedFinding[] } {
  const placed = (at: number, path: Path, sentence: string): PlacedFinding => ({ path, sentence, ...lineAndColumn(text, at) });
  if (new TextEncoder().encode(text).length > mostPresetBytes) return { findings: [placed(0, [], `is too large: ${mostPresetBytes / 1024} kB are the most`)] };
  try {
    const places = readPlaces(text);
    const twice = places.twice.map((path) => placed(places.of(path), path, 'is here twice: take one away'));
    const { preset, findings } = checkPreset(JSON.parse(text));
    return { findings: [...twice, ...findings.map(({ path, sentence }) => placed(places.of(path), path, sentence))], ...(preset && twice.length === 0 && { preset }) };
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    return { findings: [placed(fault.at, [], fault.message)] };
  }
}

function markupOf({ ui }: Preset): Finding[] {
  return Object.entries(ui.slots).flatMap(([name, content]) => (typeof content === 'string' ? takenOut(content).map((sentence) => ({ path: ['ui', 'slots', name], sentence })) : []));
}

/** As JSON has it: a page's object may hold functions, or itself. */
function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => (name !== String(key) ? [[name, inner] as const] : rest.length > 0 ? [[name, without(inner, rest)] as const] : []));
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
