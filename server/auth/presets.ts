import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import * as v from 'valibot';
import { presetName, presetSchema, type Permissions } from '../../core/wire/preset/permissions.ts';
import { SignalError } from '../signal-error.ts';
import { StartError } from '../start-error.ts';

/** What presets allow, by name. */
export interface Presets {
  /**
   * The permissions of the preset a token names; `undefined` where it names none. Throws `token-invalid` for a name that
   * is not in the folder, for it would silently allow too much. Without a folder, presets are only the page's look.
   */
  permissionsOf(name: string | undefined): Permissions | undefined;
  /** Whether `permissionsOf` would not throw. */
  has(name: string | undefined): boolean;
}

function read(file: string): Permissions {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StartError(`The preset ${file} cannot be read as JSON: mend it, or move it away.`, { cause });
  }
  const result = v.safeParse(presetSchema, text, { abortEarly: true });
  if (result.success) return result.output.permissions;
  throw new StartError(`The preset ${file} is not valid at ${v.getDotPath(result.issues[0]) ?? 'its top'}: ${result.issues[0].message}.`);
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).filter((file) => file.endsWith('.json'));
  } catch (cause) {
    throw new StartError(`The folder of presets ${dir} cannot be read: set MUF_PRESETS to a folder with one name.json per preset.`, { cause });
  }
}

/** Reads every `name.json` of the folder, once. Throws a `StartError` naming the file and the field. */
export function loadPresets(dir: string | undefined): Presets {
  if (dir === undefined) return { permissionsOf: () => undefined, has: () => true };
  const presets = new Map<string, Permissions>();
  for (const file of namesIn(dir)) {
    const { name } = parse(file);
    if (!v.is(presetName, name)) throw new StartError(`The preset ${join(dir, file)} has no usable name: use small letters, digits and hyphens.`);
    presets.set(name, read(join(dir, file)));
  }
  return {
    has: (name) => name === undefined || presets.has(name),
    permissionsOf(name) {
      if (name === undefined) return undefined;
      const permissions = presets.get(name);
      if (!permissions) throw new SignalError('token-invalid', { cause: `no preset ${name}` });
      return permissions;
    },
  };
}
