import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from '../../../../server/rooms/turns.ts';

test('work on one key waits for the work before it, also when that fails; other keys do not', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns.run('a', async () => {
    await gate.promise;
    order.push('first');
    throw new Error('no luck');
  });
  const second = turns.run('a', async () => order.push('second'));
  await turns.run('b', async () => order.push('other'));
  assert.deepEqual(order, ['other']);
  gate.resolve();
  await assert.rejects(first, /no luck/);
  await second;
  assert.deepEqual(order, ['other', 'first', 'second']);
});
