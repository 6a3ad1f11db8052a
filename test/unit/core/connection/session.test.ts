import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../../core/testing/fake-clock.ts';
import { createHarness, rejectionOf, viewing, type Harness } from '../harness.ts';

const statuses = ({ payloads }: Harness): string[] => payloads('CONNECTION_CHANGED').map(({ status }) => status);
const countOf = ({ manager }: Harness): number => manager.stores.audience.$viewerCount.get();

/** Publishes one numbered event that shows in the stores. */
const viewerJoins = ({ server, clock }: Harness, peerId: string): void => server.publish('audience', { type: 'ViewerJoined', viewer: { peerId, displayName: peerId, role: 'viewer', joinedAt: clock.now() } });
const viewersOf = ({ manager }: Harness): string[] => manager.stores.peers.$viewers.get().map(({ peerId }) => peerId);

test('joins with the token in the first message, on the right address', async () => {
  const harness = await viewing();
  assert.deepEqual(harness.server.requests('Join').map(({ token, roomId, resume }) => [token, roomId, resume]), [['token-1', 'room-1', undefined]]);
  assert.deepEqual(statuses(harness), ['connecting', 'connected']);
  await harness.manager.close();
});

test('after a cut it resumes, and missed events come in order, once', async () => {
  const harness = await viewing();
  viewerJoins(harness, 'web-a');
  harness.server.connection.cut();
  viewerJoins(harness, 'web-b');
  viewerJoins(harness, 'web-c');
  assert.deepEqual(viewersOf(harness), ['web-a']);
  assert.deepEqual(harness.manager.stores.connection.$connection.get(), { status: 'reconnecting', path: 'sfu', attempt: 1, retryInMs: 250, reason: 'server-unreachable' });
  await harness.clock.advance(250);
  assert.deepEqual(harness.server.requests('Join')[1]?.resume, { token: 'resume-1', seen: { room: 0, audience: 1, self: 0 }, audienceId: 'audience-1' });
  assert.deepEqual(viewersOf(harness), ['web-a', 'web-b', 'web-c']);
  assert.deepEqual(harness.payloads('PEER_JOINED').map(({ peerId }) => peerId), ['web-a', 'web-b', 'web-c']);
  assert.equal(harness.manager.state, 'ACTIVE');
  assert.equal(harness.media.ports[0]?.opened.at(-1)?.kept, true);
  await harness.manager.close();
});

test('a resync brings the stores to the snapshot and tells what was missed', async () => {
  const harness = await viewing();
  viewerJoins(harness, 'web-a');
  harness.server.room.canReplay = false;
  harness.server.connection.cut();
  const { room } = harness.server;
  room.snapshot = { ...room.snapshot, audience: { ...room.snapshot.audience, viewerCount: 7, viewers: [{ peerId: 'web-z', displayName: 'Z', role: 'viewer', joinedAt: 1 }] }, chat: [{ id: 'line-9', from: 'web-z', role: 'viewer', displayName: 'Z', text: 'hi', sentAt: 5 }] };
  const seen: string[][] = [];
  const stop = harness.manager.stores.peers.$viewers.listen(() => seen.push([...viewersOf(harness), String(countOf(harness)), String(harness.manager.stores.chat.$lines.get().length)]));
  await harness.clock.advance(250);
  stop();
  assert.deepEqual(seen, [['web-z', '7', '1']], 'one change, in which everything agrees');
  assert.deepEqual(harness.payloads('PEER_LEFT').map(({ peerId }) => peerId), ['web-a']);
  assert.deepEqual(harness.payloads('PEER_JOINED').map(({ peerId }) => peerId), ['web-a', 'web-z']);
  assert.deepEqual(harness.payloads('CHAT').map(({ text }) => text), ['hi']);
  await harness.manager.close();
});

test('doubles are dropped, and a gap reconnects to have it filled', async () => {
  const harness = await viewing();
  const { server, clock } = harness;
  viewerJoins(harness, 'web-a');
  const viewer = { peerId: 'web-x', displayName: 'X', role: 'viewer' as const, joinedAt: 1 };
  server.connection.send({ type: 'ViewerJoined', channel: 'audience', seq: 1, viewer });
  assert.deepEqual(viewersOf(harness), ['web-a']);
  server.room.number('audience', { type: 'ViewerLeft', peerId: 'web-a', reason: 'left' });
  viewerJoins(harness, 'web-c');
  assert.deepEqual(viewersOf(harness), ['web-a'], 'nothing out of order');
  await clock.advance(250);
  assert.deepEqual(viewersOf(harness), ['web-c']);
  await harness.manager.close();
});

test('a server that is gone is tried for ever, ever slower, and comes back', async () => {
  const harness = await viewing();
  harness.server.reachable = false;
  harness.server.connection.cut();
  await harness.clock.advance(120_000);
  const waits = harness.payloads('CONNECTION_CHANGED').flatMap(({ retryInMs }) => retryInMs ?? []);
  assert.deepEqual(waits.slice(0, 7), [250, 500, 1000, 2000, 4000, 8000, 8000]);
  assert.equal(harness.manager.state, 'ACTIVE');
  harness.server.reachable = true;
  await harness.clock.advance(8000);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  await harness.manager.close();
});

test('being online again ends the waiting', async () => {
  const harness = await viewing();
  harness.server.reachable = false;
  harness.server.connection.cut();
  await harness.clock.advance(9000);
  harness.server.reachable = true;
  harness.network.set(true);
  await harness.clock.advance(0);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  await harness.manager.close();
});

test('a silent connection is asked, and given up when it does not answer', async () => {
  const harness = await viewing();
  await harness.clock.advance(16_000);
  assert.equal(harness.server.requests('SetTyping').length, 1);
  assert.equal(harness.server.connections.length, 1, 'an answer is life');
  harness.server.answer('SetTyping', () => undefined);
  await harness.clock.advance(30_000);
  assert.equal(harness.server.connections.length, 2);
  await harness.manager.close();
});

test('a refused probe proves that the server is there', async () => {
  const harness = await viewing();
  harness.server.refuse('SetTyping', 'not-allowed');
  await harness.clock.advance(60_000);
  assert.equal(harness.server.connections.length, 1);
  await harness.manager.close();
});

test('when the resume token is of no use, the token is', async () => {
  const harness = await viewing();
  harness.server.answer('Join', (request) => (request.resume ? { type: 'Error', code: 'resume-failed', message: '' } : harness.server.room.reply(request)));
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.deepEqual(harness.server.requests('Join').map(({ token }) => token), ['token-1', undefined, 'token-1']);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  assert.equal(harness.media.ports[0]?.opened.at(-1)?.kept, false);
  await harness.manager.close();
});

/** A server that knows no resume tokens and takes this token only. */
function accepting(harness: Harness, token: string): void {
  harness.server.answer('Join', (request) => {
    if (request.resume) return { type: 'Error', code: 'resume-failed', message: '' };
    return request.token === token ? harness.server.room.reply(request) : { type: 'Error', code: 'token-expired', message: '' };
  });
}

test('an expired token is replaced for the same peer, proven by the old one', async () => {
  const harness = await viewing();
  accepting(harness, 'token-2');
  harness.answerHttp(200, { token: 'token-2', peerId: 'web-me' });
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  const [{ url, init } = { url: '', init: {} }] = harness.fetched;
  assert.equal(url, 'http://live.test/viewer-token/room-1');
  assert.equal((init.headers as Record<string, string>)['authorization'], 'Bearer token-1');
  await harness.manager.close();
});

test('an expired token is replaced by the application', async () => {
  const harness = await viewing();
  const asked: unknown[] = [];
  harness.manager.core.setTokenProvider(async (request) => {
    asked.push(request);
    return { token: 'token-3', roomId: 'room-1', peerId: 'web-me' };
  });
  accepting(harness, 'token-3');
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.deepEqual(asked, [{ purpose: 'viewer', roomId: 'room-1', peerId: 'web-me' }]);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  await harness.manager.close();
});

test('a new token that is expired too ends it', async () => {
  const harness = await viewing();
  accepting(harness, 'never');
  harness.answerHttp(200, { token: 'token-2' });
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.equal(harness.manager.state, 'IDLE');
  assert.equal(harness.manager.stores.session.$error.get()?.code, 'token-expired');
  assert.equal(harness.clock.pending(), 0);
  await harness.manager.close();
});

test('a token endpoint that cannot be reached is tried again', async () => {
  const harness = await viewing();
  accepting(harness, 'token-2');
  harness.answerHttp(503, { code: 'draining' });
  harness.server.connection.cut();
  await harness.clock.advance(3000);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'reconnecting');
  harness.answerHttp(200, { token: 'token-2' });
  await harness.clock.advance(20_000);
  assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
  await harness.manager.close();
});

for (const code of ['token-invalid', 'token-wrong-room', 'not-allowed', 'replaced', 'session-over', 'bad-message'] as const) {
  test(`${code} ends the session for good`, async () => {
    const harness = await viewing();
    harness.server.connection.send({ type: 'Error', code, message: code });
    await settle();
    assert.equal(harness.manager.state, 'IDLE');
    assert.deepEqual(harness.payloads('STATE_CHANGE').at(-1), { state: 'IDLE', previous: 'ENDING', reason: code });
    assert.equal(harness.payloads('ERROR')[0]?.code, code);
    assert.equal(harness.manager.stores.connection.$connection.get().status, 'failed');
    await harness.clock.advance(60_000);
    assert.equal(harness.server.connections.length, 1);
    await harness.manager.close();
  });
}

for (const code of ['draining', 'slow-consumer', 'busy', 'internal'] as const) {
  test(`${code} is followed by a new connection`, async () => {
    const harness = await viewing();
    harness.server.connection.cut(4500, code);
    await harness.clock.advance(250);
    assert.equal(harness.manager.stores.connection.$connection.get().status, 'connected');
    assert.ok(harness.payloads('CONNECTION_CHANGED').some(({ reason }) => reason === code));
    await harness.manager.close();
  });
}

test('a server that asks for patience gets it', async () => {
  const harness = await viewing();
  harness.server.refuse('Join', 'busy', 5000);
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.equal(harness.manager.stores.connection.$connection.get().retryInMs, 5000);
  await harness.manager.close();
});

test('a room that ended meanwhile ends with a summary', async () => {
  const harness = await viewing();
  harness.server.refuse('Join', 'room-ended');
  harness.server.connection.cut();
  await harness.clock.advance(250);
  assert.equal(harness.manager.state, 'IDLE');
  assert.deepEqual(harness.payloads('STREAM_ENDED').map(({ reason, peakViewers }) => [reason, peakViewers]), [['ended', 1]]);
  await harness.manager.close();
});

test('the first join is tried three times, then the start fails', async () => {
  const harness = createHarness();
  harness.server.reachable = false;
  const refused = rejectionOf(harness.manager.joinAsViewer('room-1', { token: 'token-1' }));
  await harness.clock.advance(2000);
  assert.equal((await refused).code, 'server-unreachable');
  assert.equal(harness.server.connections.length, 3);
  assert.equal(harness.clock.pending(), 0);
  await harness.manager.close();
});

test('a Join that nobody answers counts as a failed try', async () => {
  const harness = createHarness();
  harness.server.answer('Join', () => undefined);
  const refused = rejectionOf(harness.manager.joinAsViewer('room-1', { token: 'token-1' }));
  await harness.clock.advance(60_000);
  assert.equal((await refused).code, 'request-timeout');
  await harness.manager.close();
});

test('a socket that never opens counts as a failed try', async () => {
  const harness = createHarness();
  harness.server.WebSocket.prototype.addEventListener = () => {};
  const refused = rejectionOf(harness.manager.joinAsViewer('room-1', { token: 'token-1' }));
  await harness.clock.advance(60_000);
  assert.equal((await refused).code, 'server-unreachable');
  assert.equal(harness.clock.pending(), 0);
  await harness.manager.close();
});

test('a WebSocket that throws counts as a failed try', async () => {
  const harness = createHarness({ deps: { WebSocket: function refusing() { throw new SyntaxError('bad address'); } as never } });
  const refused = rejectionOf(harness.manager.joinAsViewer('room-1', { token: 'token-1' }));
  await harness.clock.advance(60_000);
  assert.equal((await refused).code, 'server-unreachable');
  await harness.manager.close();
});
