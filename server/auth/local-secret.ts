import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { madeOnce } from '../made-once.ts';
import { StartError } from '../start-error.ts';

const name = 'jwt-secret';

/** The signing secret of a server on loopback: made once into `dataDir/jwt-secret` (mode 0600), so that tokens survive a restart. */
export function localSecret(dataDir: string): string {
  const secret = madeOnce(dataDir, name, () => randomBytes(48).toString('base64url'));
  if (secret.length >= 32) return secret;
  throw new StartError(`The secret in ${join(dataDir, name)} is damaged: delete that file, and a new one is made at the next start.`);
}
