import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../core/testing/fake-clock.ts';
import { rejectionOf, viewing, type Harness } from './harness.ts';

const lines = ({ manager }: Harness): string[] => manager.stores.chat.$lines.get().map(({ text, status }) => `${text}:${status}`);

test('a line shows at once as pending, then as sent, and is told once', async () => {
  const harness = await viewing();
  const sent = harness.manager.sendChat('  hello ');
  assert.deepEqual(lines(harness), ['hello:pending']);
  await sent;
  await settle();
  assert.deepEqual(lines(harness), ['hello:sent']);
  assert.deepEqual(harness.payloads('CHAT').map(({ id, from, text }) => [id, from, text]), [['line-1', 'web-me', 'hello']]);
  await harness.manager.close();
});

for (const lost of ['request', 'reply'] as const) {
  test(`a line whose ${lost} is lost in a cut arrives exactly once`, async () => {
    const harness = await viewing();
    harness.server.answer('ChatSend', (request) => {
      if (lost === 'reply') {
        harness.server.room.reply(request);
        harness.server.room.after(request);
      }
      return undefined;
    });
    const sent = harness.manager.sendChat('hello');
    await settle();
    harness.server.answer('ChatSend', undefined);
    harness.server.connection.cut();
    assert.deepEqual(lines(harness), ['hello:pending']);
    await harness.clock.advance(250);
    await sent;
    await settle();
    assert.deepEqual(lines(harness), ['hello:sent']);
    assert.equal(harness.server.room.chat.length, 1);
    assert.equal(new Set(harness.server.requests('ChatSend').map(({ clientId }) => clientId)).size, 1);
    assert.equal(harness.payloads('CHAT').length, 1);
    await harness.manager.close();
  });
}

test('a line is sent while the connection is cut, and arrives after it', async () => {
  const harness = await viewing();
  harness.server.connection.cut();
  const sent = Promise.all([harness.manager.sendChat('one'), harness.manager.sendChat('two')]);
  assert.deepEqual(lines(harness), ['one:pending', 'two:pending']);
  await harness.clock.advance(250);
  await sent;
  await settle();
  assert.deepEqual(lines(harness), ['one:sent', 'two:sent']);
  await harness.manager.close();
});

test('equal lines keep apart', async () => {
  const harness = await viewing();
  await Promise.all([harness.manager.sendChat('hi'), harness.manager.sendChat('hi'), harness.manager.sendChat('hi')]);
  await settle();
  assert.deepEqual(lines(harness), ['hi:sent', 'hi:sent', 'hi:sent']);
  assert.equal(new Set(harness.manager.stores.chat.$lines.get().map(({ id }) => id)).size, 3);
  assert.equal(harness.payloads('CHAT').length, 3);
  await harness.manager.close();
});

test('an own line that comes back to everyone before its answer does not show twice', async () => {
  const harness = await viewing();
  harness.server.answer('ChatSend', () => undefined);
  void harness.manager.sendChat('hi').catch(() => {});
  await settle();
  const [request] = harness.server.requests('ChatSend');
  const message = { id: 'line-1', from: 'web-me', role: 'viewer' as const, displayName: 'Me', text: 'hi', sentAt: 1 };
  harness.server.publish('audience', { type: 'ChatPosted', message });
  assert.deepEqual(lines(harness), ['hi:sent']);
  harness.server.connection.send({ type: 'ChatAccepted', re: request!.id, message: { ...message, clientId: request!.clientId } });
  await settle();
  assert.deepEqual(lines(harness), ['hi:sent']);
  assert.equal(harness.payloads('CHAT').length, 1);
  await harness.manager.close();
});

test('a refused line fails, and can be sent again', async () => {
  const harness = await viewing();
  harness.server.refuse('ChatSend', 'rate-limited', 900);
  assert.equal((await rejectionOf(harness.manager.sendChat('hello'))).code, 'rate-limited');
  assert.deepEqual(lines(harness), ['hello:failed']);
  harness.server.answer('ChatSend', undefined);
  const { clientId } = harness.manager.stores.chat.$lines.get()[0]!;
  await harness.manager.request({ type: 'CHAT_RETRY', clientId: clientId! });
  await settle();
  assert.deepEqual(lines(harness), ['hello:sent']);
  assert.equal((await rejectionOf(harness.manager.retryChat('nothing'))).code, 'not-found');
  await harness.manager.close();
});

test('a text that is empty or too long is refused here', async () => {
  const harness = await viewing();
  assert.equal((await rejectionOf(harness.manager.sendChat(' \n '))).code, 'bad-message');
  assert.equal((await rejectionOf(harness.manager.sendChat('x'.repeat(501)))).code, 'too-large');
  await harness.manager.sendChat('x'.repeat(500));
  assert.equal(harness.server.requests('ChatSend').length, 1);
  await harness.manager.close();
});

test('leaving settles what was not sent', async () => {
  const harness = await viewing();
  harness.server.answer('ChatSend', () => undefined);
  const refused = rejectionOf(harness.manager.sendChat('hello'));
  await settle();
  await harness.manager.leaveStream();
  assert.equal((await refused).code, 'cancelled');
  assert.deepEqual(lines(harness), ['hello:failed']);
  await harness.manager.close();
});

test('history shows, with my own lines as mine', async () => {
  const harness = await viewing();
  harness.server.room.canReplay = false;
  await harness.manager.sendChat('mine');
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.deepEqual(harness.manager.stores.chat.$lines.get().map(({ text, isSelf, status }) => [text, isSelf, status]), [['mine', true, 'sent']]);
  assert.equal(harness.payloads('CHAT').length, 1);
  await harness.manager.close();
});

test('lines stand in the order of the server, what is pending after them', async () => {
  const harness = await viewing();
  harness.server.answer('ChatSend', () => undefined);
  void harness.manager.sendChat('mine').catch(() => {});
  await settle();
  const theirs = (text: string) => ({ id: text, from: 'web-a', role: 'viewer' as const, displayName: 'A', text, sentAt: 1 });
  harness.server.publish('audience', { type: 'ChatPosted', message: theirs('first') });
  assert.deepEqual(lines(harness), ['first:sent', 'mine:pending']);
  harness.server.publish('audience', { type: 'ChatPosted', message: { ...theirs('x'), id: 'line-1', from: 'web-me', text: 'mine' } });
  harness.server.publish('audience', { type: 'ChatPosted', message: theirs('last') });
  assert.deepEqual(lines(harness), ['first:sent', 'mine:sent', 'last:sent']);
  await harness.manager.close();
});
