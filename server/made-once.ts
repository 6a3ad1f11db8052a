import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** Makes `file` whole or not at all; of two servers that start at once, one makes it and both read it. */
function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${text}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

export const unwritable = (dataDir: string, cause: unknown): StartError =>
  new StartError(`The data directory ${dataDir} cannot be written: set DATA_DIR to a directory this user may write to.`, { cause });

/** What the file `name` in `dataDir` says; made with `make` at the first start, for its owner only. Throws a `StartError`. */
export function madeOnce(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) write(file, make());
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw unwritable(dataDir, error);
  }
}
