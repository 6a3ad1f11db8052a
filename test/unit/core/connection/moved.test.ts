import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WebSocketConstructor, WebSocketLike } from '../../../../core/connection/socket.ts';
import { settle } from '../../../../core/testing/fake-clock.ts';
import { createHarness, rejectionOf, type Harness } from '../harness.ts';

const away = 'https://two.test';

/** A page that dials real addresses, at each of which the fake server answers; those of `dead` are unreachable. */
function dialling(server: string): { harness: Harness; urls: string[]; dead: Set<string> } {
  const [urls, dead] = [[] as string[], new Set<string>()];
  function dial(url: string, protocol: string): WebSocketLike {
    urls.push(url);
    harness.server.reachable = !dead.has(url);
    return new harness.server.WebSocket(url, protocol);
  }
  const harness = createHarness({ server, deps: { WebSocket: dial as unknown as WebSocketConstructor } });
  return { harness, urls, dead };
}

/** The newest connection is asked to go elsewhere, once. */
function moveOnce({ server }: Harness, url: string): void {
  server.answer('Join', () => {
    server.answer('Join', undefined);
    return { type: 'Moved', url };
  });
}

const join = async ({ manager }: Harness): Promise<void> => {
  await manager.joinAsViewer('room-1', { token: 'token-1' });
  await settle();
};

test('a page that came to the wrong server joins at the right one, with the same token and without a wait', async () => {
  const { harness, urls } = dialling('https://one.test');
  moveOnce(harness, `${away}/live/`);
  await join(harness);
  assert.deepEqual(urls, ['wss://one.test/ws', 'wss://two.test/live/ws']);
  assert.deepEqual(harness.server.requests('Join').map(({ token }) => token), ['token-1', 'token-1']);
  assert.deepEqual(harness.payloads('CONNECTION_CHANGED').map(({ status }) => status), ['connecting', 'connecting', 'connected']);
  assert.equal(harness.server.connections[0]?.isOpen, false, 'nothing is left behind');
  await harness.manager.close();
});

test('it stays there over a cut, and resumes elsewhere when the room has moved again', async () => {
  const { harness, urls } = dialling('https://one.test');
  moveOnce(harness, away);
  await join(harness);
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.deepEqual(urls.slice(2), ['wss://two.test/ws']);
  harness.server.connection.cut();
  moveOnce(harness, 'https://three.test');
  await harness.clock.advance(250);
  assert.deepEqual(urls.slice(3), ['wss://two.test/ws', 'wss://three.test/ws']);
  const [before, after] = harness.server.requests('Join').slice(-2);
  assert.ok(after?.resume?.token, 'by its resume token');
  assert.deepEqual(after?.resume, before?.resume);
  assert.equal(harness.manager.state, 'ACTIVE');
  await harness.manager.close();
});

test('a server that is gone sends it back to the one it was given, which knows more', async () => {
  const { harness, urls, dead } = dialling('https://one.test');
  moveOnce(harness, away);
  await join(harness);
  dead.add('wss://two.test/ws');
  harness.server.connection.cut();
  await harness.clock.advance(250 + 500);
  assert.deepEqual(urls.slice(2), ['wss://two.test/ws', 'wss://one.test/ws']);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  await harness.manager.close();
});

test('servers that send it round in circles are tried again later, and given up at last', async () => {
  const { harness, urls } = dialling('https://one.test');
  harness.server.answer('Join', () => ({ type: 'Moved', url: away }));
  const failed = rejectionOf(harness.manager.joinAsViewer('room-1', { token: 'token-1' }));
  await settle();
  assert.equal(urls.length, 4);
  await harness.clock.advance(60_000);
  assert.equal((await failed).code, 'busy');
  assert.equal(urls.length, 12, 'three tries of one and three moves each');
  await harness.manager.close();
});

test('a secure page does not follow to where anyone could read along', async () => {
  const { harness, urls } = dialling('https://one.test');
  moveOnce(harness, 'http://two.test');
  const joining = join(harness);
  await settle();
  assert.deepEqual(urls, ['wss://one.test/ws']);
  await harness.clock.advance(250);
  await joining;
  assert.deepEqual(urls, ['wss://one.test/ws', 'wss://one.test/ws']);
  await harness.manager.close();
});
