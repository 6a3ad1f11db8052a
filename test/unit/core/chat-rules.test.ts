import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../core/testing/fake-clock.ts';
import type { ChatMessage } from '../../../core/wire/signal/shapes.ts';
import { rejectionOf, viewing } from './harness.ts';

const line = (id: string, change: Partial<ChatMessage> = {}): ChatMessage => ({ id, from: 'web-other', role: 'viewer', displayName: 'Other', text: id, sentAt: 1, ...change });

test('an answer carries what it answers, from the first moment and through a retry', async () => {
  const { manager, server, payloads } = await viewing();
  server.publish('audience', { type: 'ChatPosted', message: line('question', { mentions: ['web-me'] }) });
  await settle();
  assert.deepEqual(payloads('CHAT').at(-1)?.mentions, ['web-me']);
  server.refuse('ChatSend', 'blocked-words');
  const sent = rejectionOf(manager.sendChat('answer', { replyTo: 'question' }));
  assert.deepEqual(manager.stores.chat.$lines.get().at(-1)?.quote, { from: 'web-other', displayName: 'Other', text: 'question' });
  assert.equal((await sent).code, 'blocked-words');
  server.answer('ChatSend', undefined);
  await manager.retryChat(manager.stores.chat.$lines.get().at(-1)!.clientId!);
  assert.deepEqual(server.requests('ChatSend').map(({ replyTo }) => replyTo), ['question', 'question']);
  await manager.close();
});

test('a deleted line is gone, told once, and what answers it loses its quote', async () => {
  const { manager, server, payloads } = await viewing();
  server.publish('audience', { type: 'ChatPosted', message: line('a') });
  server.publish('audience', { type: 'ChatPosted', message: line('b', { replyTo: 'a', quote: { from: 'x', displayName: 'X', text: 'a' } }) });
  server.publish('audience', { type: 'ChatPinned', message: line('b') });
  await settle();
  assert.equal(payloads('CHAT').at(-1)?.replyTo, 'a');
  assert.equal(manager.stores.chat.$pinned.get()?.id, 'b');
  server.publish('audience', { type: 'ChatDeleted', id: 'a' });
  server.publish('audience', { type: 'ChatPinned', message: null });
  await settle();
  assert.deepEqual(manager.stores.chat.$lines.get().map(({ id, quote }) => [id, quote]), [['b', undefined]]);
  assert.equal(manager.stores.chat.$pinned.get(), null);
  assert.deepEqual(payloads('CHAT_DELETED'), [{ id: 'a' }]);
  await manager.close();
});

test('slow mode says from when on I may write again, after my own line and after a refusal', async () => {
  const { manager, server, clock } = await viewing();
  const { chat } = manager.stores;
  await manager.sendChat('free');
  assert.equal(chat.$mayWriteAt.get(), 0);
  server.publish('audience', { type: 'SlowModeChanged', seconds: 30 });
  await settle();
  await manager.sendChat('one');
  const posted = chat.$lines.get().at(-1)!;
  assert.equal(chat.$mayWriteAt.get(), posted.sentAt + 30_000);
  server.refuse('ChatSend', 'slow-mode', 12_000);
  assert.equal((await rejectionOf(manager.sendChat('two'))).code, 'slow-mode');
  assert.equal(chat.$mayWriteAt.get(), clock.now() + manager.stores.session.$clockOffset.get() + 12_000);
  server.publish('audience', { type: 'SlowModeChanged', seconds: 0 });
  await settle();
  assert.equal(chat.$mayWriteAt.get(), 0);
  await manager.close();
});

test('slow mode does not hold back who keeps order', async () => {
  const harness = await viewing();
  const { manager, server } = harness;
  manager.stores.session.$self.get();
  server.room.self = { ...server.room.self, caps: ['chat:send', 'chat:moderate'] };
  server.room.canReplay = false;
  server.connection.cut();
  await harness.clock.advance(250);
  server.publish('audience', { type: 'SlowModeChanged', seconds: 30 });
  await settle();
  await manager.sendChat('one');
  assert.equal(manager.stores.chat.$mayWriteAt.get(), 0);
  await manager.deleteMessage('line-1');
  await manager.pinMessage(null);
  await manager.setSlowMode(10);
  assert.deepEqual([server.requests('DeleteMessage')[0]?.messageId, server.requests('PinMessage')[0]?.messageId, server.requests('SetSlowMode')[0]?.seconds], ['line-1', null, 10]);
  await manager.close();
});
