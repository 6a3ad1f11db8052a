import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unwritable } from '../made-once.ts';
import { StartError } from '../start-error.ts';

/** SQLite's "someone else has locked it" (sqlite.org/rescode.html#busy). */
const busy = 5;

/** How long to wait for a server that is just ending. */
const patienceMs = 1000;

/**
 * Keeps other servers off `dir` until the returned function is called. The lock is the kernel's, taken through SQLite:
 * it goes with its process however that ends, so there is none to clean up. Throws a `StartError`.
 */
export function lockDataDir(dir: string): () => void {
  const file = join(dir, 'lock');
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    // Not when it is there: closing a file lets go of every lock this process has on it (fcntl(2)).
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const lock = db = new DatabaseSync(file, { timeout: patienceMs });
    // An exclusive transaction that never ends; it changes nothing, so it has no journal either.
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    db?.close();
    if ((error as { errcode?: number }).errcode !== busy) throw unwritable(dir, error);
    throw new StartError(`Another server is using the data directory ${dir}: stop it, or set DATA_DIR to another directory for this one.`, { cause: error });
  }
}
