import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeName } from '../../../server/node-name.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('a data directory has one name, no two have the same, and it is for its owner only', () => {
  const [here, there] = [tempDir(), tempDir()];
  const name = nodeName(here);
  assert.match(name, /^[0-9a-f]{12}$/);
  assert.equal(nodeName(here), name);
  assert.notEqual(nodeName(there), name);
  assert.equal(statSync(join(here, 'node')).mode & 0o077, 0);
});

test('a damaged name is refused in one sentence', () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'node'), 'no\nname');
  assert.throws(() => nodeName(dir), /^StartError: The name in .*node is damaged: delete that file/);
});
