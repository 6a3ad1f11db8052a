import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

/** Makes `file` whole or not at all; of two servers that start at once, one makes it and both read it. */
function make(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** The signing secret of a server on loopback: made once into `dataDir/jwt-secret` (mode 0600), so that tokens survive a restart. */
export function localSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  let secret: string;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) make(file);
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartError(`The data directory ${dataDir} cannot be written: set DATA_DIR to a directory this user may write to.`, { cause: error });
  }
  if (secret.length >= 32) return secret;
  throw new StartError(`The secret in ${file} is damaged: delete that file, and a new one is made at the next start.`);
}
