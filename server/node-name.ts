import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { madeOnce } from './made-once.ts';
import { StartError } from './start-error.ts';

/** This server's name among those that share a store: made once into `dataDir/node`, so that after a crash it has its rooms again at once. */
export function nodeName(dataDir: string): string {
  const name = madeOnce(dataDir, 'node', () => randomBytes(6).toString('hex'));
  if (/^[\w-]{1,32}$/.test(name)) return name;
  throw new StartError(`The name in ${join(dataDir, 'node')} is damaged: delete that file, and a new one is made at the next start.`);
}
