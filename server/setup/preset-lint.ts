import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { alike } from '../../core/wire/nearest.ts';
import { checkPresetText, placeInWords } from '../../core/wire/preset/findings.ts';
import { shippedPresets } from '../../core/wire/preset/name.ts';
import { lineAndColumn, readPlaces, type Path } from '../../core/wire/preset/places.ts';
import type { Preset } from '../../core/wire/preset/schema.ts';
import { accentSentences, surfacesOf, type Surfaces } from './preset-contrast.ts';

const root = join(import.meta.dirname, '../..');

/** One line of the linter's report. A warning alone fails nothing. */
export interface Remark { readonly level: 'error' | 'warning'; readonly line: number; readonly column: number; readonly place: string; readonly sentence: string }

export interface LintContext {
  /** Names that `config.roles` may give. */
  readonly names: readonly string[];
  readonly surfaces: Surfaces;
}

/** Everything to mend in one preset, in the order of its text. */
export function lintPreset(text: string, { names, surfaces }: LintContext): Remark[] {
  const { preset, findings } = checkPresetText(text);
  const remarks = findings.map(({ path, sentence, line, column }): Remark => ({ level: 'error', line, column, place: placeInWords(path), sentence }));
  if (preset) {
    const places = readPlaces(text);
    const remark = (level: Remark['level'], path: Path, sentence: string): Remark => ({ level, ...lineAndColumn(text, places.of(path)), place: placeInWords(path), sentence });
    remarks.push(...roleSentences(preset, names).map(([path, sentence]) => remark('error', path, sentence)));
    remarks.push(...accentSentences(preset.ui, surfaces).map((sentence) => remark('warning', ['ui', 'accent'], sentence)));
  }
  return remarks.toSorted((one, other) => one.line - other.line || one.column - other.column);
}

function roleSentences({ config }: Preset, names: readonly string[]): (readonly [Path, string])[] {
  return Object.entries(config.roles).flatMap(([role, name]) => {
    if (name === undefined || names.includes(name)) return [];
    const near = alike(name, names);
    return [[['config', 'roles', role], `"${name}" is not a preset${near === undefined ? `. There are ${names.join(', ')}` : `. Did you mean "${near}"?`}`] as const];
  });
}

/** `file:line:column`, which editors and terminals make a link of, and then words. */
export function lineOf(file: string, { level, line, column, place, sentence }: Remark): string {
  const end = /[?.]$/.test(sentence) ? '' : '.';
  return `${file}:${line}:${column}  ${level === 'warning' ? 'hint: ' : ''}${place === '' ? 'the preset' : place}: ${sentence}${end}`;
}

const isPreset = (file: string): boolean => file.endsWith('.json') && !file.endsWith('.schema.json');

function filesOf(args: readonly string[]): string[] {
  return args.flatMap((arg) => (statSync(arg).isDirectory() ? readdirSync(arg).filter(isPreset).map((name) => join(arg, name)) : [arg]));
}

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;

/** Reads files and folders, writes what is to mend, and says whether nothing is. */
export function lintFiles(args: readonly string[], write: (line: string) => void): boolean {
  const missing = args.filter((arg) => !existsSync(arg));
  for (const arg of missing) write(`${arg}: there is no such file or folder.`);
  const files = filesOf(args.filter((arg) => !missing.includes(arg)));
  const context = { names: [...shippedPresets, ...files.map((file) => basename(file, '.json'))], surfaces: surfacesOf(join(root, 'themes')) };
  let errors = missing.length;
  for (const file of files) {
    const near = relative(process.cwd(), file);
    const shown = near.startsWith('..') ? file : near;
    const remarks = lintPreset(readFileSync(file, 'utf8'), context);
    for (const remark of remarks) write(lineOf(shown, remark));
    errors += remarks.filter(({ level }) => level === 'error').length;
  }
  write(`${count(files.length, 'preset')} read, ${errors === 0 ? 'nothing to mend' : `${count(errors, 'thing')} to mend`}.`);
  return errors === 0;
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  if (!lintFiles(args.length > 0 ? args : [join(root, 'themes/presets')], (line) => console.log(line))) process.exitCode = 1;
}
