import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import type { RoomPeer } from '../../../../server/rooms/room-peer.ts';
import type { SignalServices } from '../../../../server/signal/handler.ts';
import { sessionEnd } from '../../../../server/signal/join.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { handMint } from '../../../support/hand-mint.ts';
import { signalServer } from '../../../support/signal-server.ts';
import { testSecret } from '../../../support/test-config.ts';

const hour = 3600;
const seen = { room: 0, audience: 0, self: 0 };

describe('Join', () => {
  it('takes a token minted by hand with the documented claims only', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const exp = Math.floor(Date.now() / 1000) + hour;
    const client = await server.connect();
    const { self, snapshot, resumeToken, node, limits: told } = await client.must('Join', { token: handMint({ room_id, role: 'host', room_type: 'live', exp }, testSecret) });
    assert.deepEqual([self.role, self.isOriginalHost, self.hostPeerId], ['host', true, self.peerId]);
    assert.ok(self.caps.includes('room:end'));
    assert.equal(snapshot?.room.status, 'live');
    assert.equal(snapshot.room.hostPeerId, self.peerId);
    assert.ok(resumeToken.startsWith(`${node}.`) && resumeToken.length > 30);
    assert.equal(told.resumeMs, limits.resumeMs);

    const viewer = await server.join({ room_id, role: 'viewer', exp });
    assert.match(viewer.welcome.self.peerId, /^web-[a-z0-9]{8}$/);
    assert.equal(viewer.welcome.self.hostPeerId, self.peerId);
    assert.deepEqual(viewer.welcome.snapshot?.broadcasters.map(({ peerId }) => peerId), [self.peerId]);
  });

  const refusals: [string, string, number, (token: (claims?: object, secret?: string, header?: object) => string) => { token?: string; roomId?: string }][] = [
    ['no token', 'token-missing', 4401, () => ({})],
    ['an empty token', 'token-missing', 4401, () => ({ token: '' })],
    ['a token that is none', 'token-invalid', 4401, () => ({ token: 'x.y.z' })],
    ['an expired token', 'token-expired', 4401, (token) => ({ token: token({ exp: Math.floor(Date.now() / 1000) - 61 }) })],
    ['a token without an end', 'token-invalid', 4401, (token) => ({ token: token({ exp: undefined }) })],
    ['another key', 'token-invalid', 4401, (token) => ({ token: token({}, 'another secret that is long enough too') })],
    ['alg none', 'token-invalid', 4401, (token) => ({ token: token({}, testSecret, { alg: 'none' }) })],
    ['a foreign alg', 'token-invalid', 4401, (token) => ({ token: token({}, testSecret, { alg: 'HS512' }) })],
    ['an unknown role', 'token-invalid', 4401, (token) => ({ token: token({ role: 'admin' }) })],
    ['another room', 'token-wrong-room', 4403, (token) => ({ token: token(), roomId: crypto.randomUUID() })],
  ];

  it('refuses bad tokens with their code, closes, and joins nothing', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const mint = (claims: object = {}, secret = testSecret, header?: object): string =>
      handMint({ room_id, role: 'host', room_type: 'live', exp: Math.floor(Date.now() / 1000) + hour, ...claims }, secret, header);
    for (const [what, code, closeCode, join] of refusals) {
      const client = await server.connect();
      assert.equal(await client.refused('Join', join(mint)), code, what);
      assert.deepEqual(await client.closed, { code: closeCode, reason: code }, what);
    }
    const viewer = await server.join({ room_id, role: 'viewer' });
    assert.deepEqual([viewer.welcome.snapshot?.room.status, viewer.welcome.snapshot?.broadcasters], ['waiting', []]);
    assert.equal(server.logs.some((line) => line.includes('eyJ')), false, 'a token got into the log');
  });

  it('must come in time, and once', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const idle = await server.connect();
    clock.advance(limits.joinMs - 1);
    assert.equal(idle.socket.readyState, WebSocket.OPEN);
    clock.advance(1);
    assert.deepEqual(await idle.closed, { code: 4408, reason: 'join-timeout' });

    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    assert.equal(await host.refused('Join', { token: 'x' }), 'already-joined');
    clock.advance(limits.joinMs * 2);
    await host.settled();
  });

  it('sent twice at once still joins once', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const client = await server.connect();
    const token = server.token({ role: 'viewer', room_id });
    const replies = await Promise.all([client.ask('Join', { token }), client.ask('Join', { token })]);
    assert.deepEqual(replies.map(({ type }) => type).toSorted(), ['Error', 'Welcome']);
    const { welcome } = await server.join({ role: 'viewer', room_id });
    assert.equal(welcome.snapshot?.audience.viewerCount, 2);
  });

  it('gives a place back when the socket closes before it is welcomed', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const clients = await Promise.all(Array.from({ length: 4 }, () => server.connect()));
    for (const client of clients) {
      client.send(JSON.stringify({ type: 'Join', id: 1, token: server.token({ role: 'host', room_id }) }));
      client.socket.close();
    }
    await Promise.all(clients.map(({ closed }) => closed));
    const host = await server.join({ role: 'host', room_id, is_original_host: true });
    assert.equal(host.welcome.self.isOriginalHost, true);
  });

  it('ends with its token where that is asked for', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock, config: { sessionEndsAtExp: true } });
    const client = await server.join({ role: 'host', room_id: crypto.randomUUID(), exp: Math.floor(clock.now() / 1000) + 15 });
    const patient = await server.join({ role: 'host', room_id: crypto.randomUUID(), exp: 4_000_000_000 });
    clock.advance(15_000);
    assert.deepEqual(await client.closed, { code: 4440, reason: 'session-over' });
    const again = await server.connect();
    assert.equal(await again.refused('Join', { resume: { token: client.welcome.resumeToken, seen } }), 'session-over');
    await patient.settled();
  });

  it('outlives its token otherwise', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const client = await server.join({ role: 'host', room_id: crypto.randomUUID(), exp: Math.floor(clock.now() / 1000) + 5 });
    clock.advance(10_000);
    await client.settled();
    await (await server.connect()).must('Join', { resume: { token: client.welcome.resumeToken, seen } });
  });
});

describe('the end of a session', () => {
  const ends = (sessionEndsAtExp: boolean, exp: number): number => sessionEnd({ openedAt: 1_000_000, claims: { exp } } as RoomPeer, { config: { sessionEndsAtExp } } as SignalServices);

  it('is the longest time there is, or its token’s end if that is sooner and asked for', () => {
    assert.equal(ends(false, 1600), 1_000_000 + limits.sessionMs);
    assert.equal(ends(true, 1600), 1_600_000);
    assert.equal(ends(true, 4e9), 1_000_000 + limits.sessionMs);
  });
});

describe('the door', () => {
  it('opens for our protocol, on our path, to pages of allowed origins', async (t) => {
    const server = await signalServer(t);
    const opens = async (options?: Parameters<typeof server.connect>[0]): Promise<boolean> => (await server.connect(options)).socket.readyState === WebSocket.OPEN;
    assert.ok(await opens());
    assert.ok(await opens({ headers: { origin: 'http://localhost:5173' } }));
    assert.ok(!await opens({ headers: { origin: 'https://evil.example' } }));
    assert.ok(!await opens({ headers: { origin: 'null' } }));
    assert.ok(!await opens({ protocols: ['chat'] }));
    const elsewhere = new WebSocket(`${server.url.replace('http', 'ws')}elsewhere`, 'muf.v1');
    await new Promise((resolve) => { elsewhere.addEventListener('error', resolve); });
    assert.equal((await server.connect()).socket.extensions, '', 'no per-message deflate');
  });
});
