import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../../core/testing/fake-clock.ts';
import { rejectionOf, viewing } from '../harness.ts';

test('frames that cannot be read are left out', async () => {
  const harness = await viewing();
  for (const text of ['', '{', '[]', 'null', '{"type":"Nope"}', '{"type":"ViewerCountChanged","count":"many"}', `{"type":"Nope","x":"${'x'.repeat(5_000_000)}"}`]) harness.server.connection.sendText(text);
  harness.server.connection.send({ type: 'ViewerCountChanged', count: 12 });
  assert.equal(harness.manager.stores.audience.$viewerCount.get(), 12);
  assert.equal(harness.server.connections.length, 1);
  await harness.manager.close();
});

test('requests get their own replies, in any order, and late ones are dropped', async () => {
  const harness = await viewing();
  const ids: number[] = [];
  harness.server.answer('React', ({ id }) => { ids.push(id); return undefined; });
  const [first, second] = [harness.manager.sendReaction('👏'), rejectionOf(harness.manager.sendReaction('🔥'))];
  await settle();
  harness.server.connection.send({ type: 'Error', re: ids[1]!, code: 'rate-limited', message: 'slow down', retryAfterMs: 700 });
  harness.server.connection.send({ type: 'Done', re: ids[0]! });
  await first;
  const error = await second;
  assert.deepEqual([error.code, (error as { retryAfterMs?: number }).retryAfterMs], ['rate-limited', 700]);
  const late = rejectionOf(harness.manager.sendReaction('🎉'));
  await harness.clock.advance(10_000);
  assert.equal((await late).code, 'request-timeout');
  harness.server.connection.send({ type: 'Done', re: ids[2]! });
  harness.server.connection.send({ type: 'Done', re: 9999 });
  assert.equal(harness.manager.state, 'ACTIVE');
  await harness.manager.close();
});

test('a reply of the wrong kind is an error', async () => {
  const harness = await viewing();
  harness.server.answer('React', () => ({ type: 'Produced', producerId: 'p' }));
  assert.equal((await rejectionOf(harness.manager.sendReaction('👏'))).code, 'bad-message');
  await harness.manager.close();
});

test('requests made while cut reject at once', async () => {
  const harness = await viewing();
  harness.server.connection.cut();
  assert.equal((await rejectionOf(harness.manager.sendReaction('👏'))).code, 'server-unreachable');
  await harness.manager.close();
});
