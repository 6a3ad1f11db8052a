import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadOnce } from '../../../core/load-once.ts';

test('a module is asked for once, whoever wants it', async () => {
  let asked = 0;
  const load = loadOnce(() => Promise.resolve({ name: `module ${++asked}` }));
  const [first, second] = await Promise.all([load(), load()]);
  assert.equal(first, second);
  assert.equal((await load()).name, 'module 1');
});

test('a fetch that failed is tried again by the next call', async () => {
  let asked = 0;
  const load = loadOnce(() => (++asked === 1 ? Promise.reject(new Error('offline')) : Promise.resolve('here')));
  await assert.rejects(load(), /offline/);
  assert.equal(await load(), 'here');
  assert.equal(asked, 2);
});
