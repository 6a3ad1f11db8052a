import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import * as v from 'valibot';
import type { PresetConfig } from '../../core/wire/preset/config.ts';
import { checkPresetText, placeInWords } from '../../core/wire/preset/findings.ts';
import { presetName } from '../../core/wire/preset/name.ts';
import type { Permissions } from '../../core/wire/preset/permissions.ts';
import type { Preset } from '../../core/wire/preset/schema.ts';
import { SignalError } from '../signal-error.ts';
import { StartError } from '../start-error.ts';

/** Everyone who may come into a room beside its first host. */
export type PresetRole = keyof PresetConfig['roles'];

/** What presets say, by name: the shipped ones, and those of the operator's folder, which come first. */
export interface Presets {
  /**
   * The permissions of the preset a token names; `undefined` where it names none. Throws `token-invalid` for a name that
   * is not known here, for it would silently allow too much.
   */
  permissionsOf(name: string | undefined): Permissions | undefined;
  /** Whether `permissionsOf` would not throw. */
  has(name: string | undefined): boolean;
  /** The preset that others wear in a room with this one. */
  wornBy(role: PresetRole, name: string | undefined): string | undefined;
  /** Seats on stage that a preset gives a room, if it says. */
  seatsOf(name: string | undefined): number | undefined;
  /** The JSON of a preset, for pages. */
  textOf(name: string): string | undefined;
}

interface Loaded extends Preset { readonly text: string }

/** Beside the built server file when packaged, in `themes/` when run from its sources. */
function shippedFolder(here: string = import.meta.dirname): string {
  const packaged = join(here, 'presets');
  return existsSync(packaged) ? packaged : join(here, '..', '..', 'themes', 'presets');
}

function read(file: string): Loaded {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(`The preset ${file} cannot be read: mend it, or move it away.`, { cause });
  }
  const { preset, findings: [first] } = checkPresetText(text);
  if (preset) return { ...preset, text };
  const { sentence = '', line = 1, path = [] } = first ?? {};
  throw new StartError(`The preset ${file}, line ${line}: ${path.length > 0 ? `${placeInWords(path)}: ` : ''}${sentence}${sentence.endsWith('?') ? '' : '.'} Mend it, or move it away.`);
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
  } catch (cause) {
    throw new StartError(`The folder of presets ${dir} cannot be read: set MUF_PRESETS to a folder with one name.json per preset.`, { cause });
  }
}

function checkRoles(presets: ReadonlyMap<string, Loaded>): void {
  for (const [name, { config }] of presets) {
    for (const [role, other] of Object.entries(config.roles)) {
      if (other !== undefined && !presets.has(other)) throw new StartError(`The preset ${name} gives the ${role} the preset ${other}, and there is none of that name.`);
    }
  }
}

/** Reads the shipped presets, then every `name.json` of the operator's folder, once. Throws a `StartError` naming file, line and field. */
export function loadPresets(dir: string | undefined, shipped: string = shippedFolder()): Presets {
  const presets = new Map<string, Loaded>();
  for (const folder of [shipped, ...(dir === undefined ? [] : [dir])]) {
    for (const file of namesIn(folder)) {
      const { name } = parse(file);
      if (!v.is(presetName, name)) throw new StartError(`The preset ${join(folder, file)} has no usable name: use small letters, digits and hyphens.`);
      presets.set(name, read(join(folder, file)));
    }
  }
  checkRoles(presets);
  const find = (name: string | undefined): Loaded | undefined => (name === undefined ? undefined : presets.get(name));
  return {
    has: (name) => name === undefined || presets.has(name),
    permissionsOf(name) {
      const preset = find(name);
      if (!preset && name !== undefined) throw new SignalError('token-invalid', { cause: `no preset ${name}` });
      return preset?.permissions;
    },
    wornBy: (role, name) => find(name)?.config.roles[role] ?? name,
    seatsOf: (name) => find(name)?.config.limits.maxBroadcasters,
    textOf: (name) => find(name)?.text,
  };
}
