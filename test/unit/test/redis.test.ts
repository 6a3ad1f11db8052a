import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackageSystem } from '../../../server/setup/debian.ts';
import { ensureRedis } from '../../support/redis.ts';

const system = (changes: Partial<PackageSystem> = {}): PackageSystem => ({ missing: (packages) => packages, mayInstall: true, install: () => Promise.resolve(true), ...changes });

test('a server that is there is taken; nothing is installed', async () => {
  assert.equal(await ensureRedis(assert.fail, system({ missing: () => assert.fail() }), () => 'valkey-server'), 'valkey-server');
});

test('a missing one is installed where we may', async () => {
  const said: string[] = [];
  let installed = false;
  const found = await ensureRedis((text) => said.push(text), system({
    async install(packages) {
      assert.deepEqual(packages, ['redis-server']);
      installed = true;
      return true;
    },
  }), () => (installed ? 'redis-server' : undefined));
  assert.equal(found, 'redis-server');
  assert.deepEqual(said, ['Installing system packages: redis-server']);
});

test('where we may not, a sentence says what to do', async () => {
  await assert.rejects(ensureRedis(assert.fail, system({ mayInstall: false }), () => undefined), /^SetupError: Testing the Valkey store needs system packages that are missing\. Install them with "sudo apt-get install redis-server"/);
  await assert.rejects(ensureRedis(() => {}, system(), () => undefined), /^SetupError: No Valkey or Redis server was found\./);
});
