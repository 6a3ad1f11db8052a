import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
process.once('exit', () => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** A new folder that is removed when the process ends. Not sooner: hooks run in their order, and what writes there is closed by a later one. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'muf-live-'));
  made.push(path);
  return path;
}
