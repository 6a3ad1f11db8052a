import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PackageSystem } from '../../../../server/setup/debian.ts';
import { SetupError } from '../../../../server/setup/setup-error.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { ensureTurnServer } from '../../../support/turn.ts';

const system = (change: Partial<PackageSystem> = {}): PackageSystem => ({ missing: (packages) => packages, mayInstall: true, install: async () => false, ...change });

test('the turnserver on the PATH is taken', async () => {
  const dir = tempDir();
  const program = join(dir, 'turnserver');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
  assert.equal(await ensureTurnServer({ PATH: dir }, assert.fail, system()), program);
});

test('without one coturn is installed where that is allowed, else asked for in one sentence', async () => {
  const said: string[] = [];
  const look = (): undefined => undefined;
  await assert.rejects(ensureTurnServer({}, (sentence) => void said.push(sentence), system(), look), SetupError);
  assert.deepEqual(said, ['Installing system packages: coturn']);
  await assert.rejects(ensureTurnServer({}, assert.fail, system({ mayInstall: false }), look), /sudo apt-get install coturn/);
});
