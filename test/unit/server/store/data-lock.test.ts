import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockDataDir } from '../../../../server/store/data-lock.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const holder = `
const { lockDataDir } = await import(${JSON.stringify(join(import.meta.dirname, '../../../../server/store/data-lock.ts'))});
globalThis.release = lockDataDir(process.argv[1]);
process.stdout.write('held');
setInterval(() => {}, 1000);
`;

const refused = (dir: string) => (error: Error): boolean => {
  assert.equal(error.name, 'StartError');
  assert.equal(error.message, `Another server is using the data directory ${dir}: stop it, or set DATA_DIR to another directory for this one.`);
  return true;
};

test('one server at a time has a data directory; it is free again when that one has let go', () => {
  const dir = join(tempDir(), 'made', 'here');
  const release = lockDataDir(dir);
  assert.throws(() => lockDataDir(dir), refused(dir));
  assert.throws(() => lockDataDir(dir), refused(dir));
  release();
  lockDataDir(dir)();
});

test('another process is kept off, and one that was killed leaves nothing behind', async (t) => {
  const dir = tempDir();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', holder, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  assert.throws(() => lockDataDir(dir), refused(dir));
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  lockDataDir(dir)();
});

test('a directory that cannot be written is named', () => {
  assert.throws(() => lockDataDir('/dev/null/data'), /^StartError: The data directory \/dev\/null\/data cannot be written: set DATA_DIR/);
});
