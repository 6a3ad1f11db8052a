import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first program of one of these names, the PATH's folders first, then `alsoIn`. */
export function findProgram(names: readonly string[], env: NodeJS.ProcessEnv, alsoIn: readonly string[] = []): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(delimiter), ...alsoIn].filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}
