import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A new folder that is removed once the calling suite is done. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'muf-live-'));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
