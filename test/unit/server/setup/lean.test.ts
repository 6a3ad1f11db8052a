import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import { leanFlag } from '../../../../server/setup/lean.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const program = `
import { enableCompileCache } from 'node:module';
import { becomeLean, isLean } from ${JSON.stringify(join(import.meta.dirname, '../../../../server/setup/lean.ts'))};
enableCompileCache(process.env.CACHE);
console.log(JSON.stringify({ pid: process.pid, lean: isLean(), args: process.argv.slice(2), limit: (await import('node:v8')).getHeapStatistics().heap_size_limit, cache: process.env.NODE_COMPILE_CACHE, found: process.env.FOUND }));
process.env.FOUND = 'here';
if (!isLean()) becomeLean();
`;

test('a program goes on in the same process, with a small nursery, its arguments and what set-up has found', () => {
  const dir = tempDir();
  const file = join(dir, 'program.ts');
  writeFileSync(file, program);
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, '--lan', 'two words'], { encoding: 'utf8', env: { ...env, CACHE: join(dir, 'cache') } });
  assert.equal(status, 0, stderr);
  const [before, after, ...more] = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.ok(before && after);
  assert.deepEqual(more, []);
  assert.deepEqual([before.lean, after.lean], [false, true]);
  assert.equal(after.pid, before.pid);
  assert.deepEqual(after.args, ['--lan', 'two words']);
  assert.equal(after.found, 'here');
  assert.match(String(after.cache), /cache/);
  // The flag does what it says: the nursery counts in the limit three times over.
  assert.ok(Number(after.limit) < getHeapStatistics().heap_size_limit, leanFlag);
  assert.equal(stderr, '');
});
