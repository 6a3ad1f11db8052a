import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import type { ReplyOf } from '../../../../core/wire/signal/replies.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import { pass, signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Joined = SignalClient & { readonly welcome: ReplyOf<'Welcome'> };

/** What a page has seen of each channel. */
function seenBy(client: SignalClient): { room: number; audience: number; self: number } {
  const seen = { ...(client.received.find(({ type }) => type === 'Welcome') as ReplyOf<'Welcome'>).channels };
  for (const message of client.received) if ('seq' in message) seen[message.channel] = message.seq;
  return seen;
}

async function resume(server: SignalServer, from: Joined, seen = seenBy(from)): Promise<Joined> {
  const client = await server.connect();
  return Object.assign(client, { welcome: await client.must('Join', { resume: { token: from.welcome.resumeToken, seen } }) });
}

/** Cuts as a network does, without a closing handshake: the server learns of it by the socket alone. */
async function cut(client: SignalClient): Promise<void> {
  client.socket.close(4999, 'cut');
  await client.closed;
}

describe('a cut socket', () => {
  it('keeps the place: what was missed is replayed in order, without a snapshot', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    await host.must('ChatSend', { clientId: 'c1', text: 'one' });
    await viewer.event('ChatPosted');
    await cut(viewer);
    for (const text of ['two', 'three']) await host.must('ChatSend', { clientId: text, text });
    await host.must('SetBroadcastPaused', { paused: true });
    const back = await resume(server, viewer);
    assert.equal(back.welcome.snapshot, undefined);
    assert.equal(back.welcome.self.peerId, viewer.welcome.self.peerId);
    assert.notEqual(back.welcome.resumeToken, viewer.welcome.resumeToken);
    await back.event('BroadcastPaused');
    await host.must('ChatSend', { clientId: 'c4', text: 'four' });
    await back.event('ChatPosted', ({ message }) => message.text === 'four');
    assert.deepEqual(back.events('ChatPosted').map(({ message }) => message.text), ['two', 'three', 'four']);
    const numbers = back.events('ChatPosted').map(({ seq }) => seq);
    assert.deepEqual(numbers, numbers.map((_, index) => numbers[0]! + index));
    assert.equal(host.events('ViewerLeft').length, 0, 'nobody noticed');
  });

  it('is told how things stand, which is among no numbered events: how many watch', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    await cut(host);
    await server.join({ role: 'viewer', room_id });
    const back = await resume(server, host);
    assert.equal(back.welcome.snapshot, undefined);
    assert.equal((await back.event('ViewerCountChanged')).count, 1);
  });

  it('of a broadcaster is announced, and so is their return', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    await cut(host);
    const away = await viewer.event('BroadcasterAway');
    assert.deepEqual([away.peerId, away.awayUntil], [host.welcome.self.peerId, clock.now() + limits.resumeMs]);
    const late = await server.join({ role: 'viewer', room_id });
    assert.equal(late.welcome.snapshot?.broadcasters[0]?.awayUntil, away.awayUntil);
    const back = await resume(server, host);
    assert.equal((await viewer.event('BroadcasterBack')).peerId, host.welcome.self.peerId);
    assert.equal(back.welcome.self.isOriginalHost, true);
    await pass(clock, limits.resumeMs, back, viewer);
    assert.equal(viewer.events('RoomEnded').length, 0);
  });

  it('that stays away gives up its place, and the last host’s ends the room', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const cohost = await server.join({ role: 'host', room_id, is_original_host: false });
    const viewer = await server.join({ role: 'viewer', room_id });
    await cut(cohost);
    await viewer.event('BroadcasterAway');
    clock.advance(5000);
    await cut(host);
    await viewer.event('BroadcasterAway', ({ peerId }) => peerId === host.welcome.self.peerId);
    await pass(clock, 25_000, viewer);
    assert.deepEqual((await viewer.event('BroadcasterLeft')), { type: 'BroadcasterLeft', channel: 'room', seq: viewer.events('BroadcasterLeft')[0]!.seq, peerId: cohost.welcome.self.peerId, reason: 'timeout' });
    await viewer.settled();
    assert.equal(viewer.events('RoomEnded').length, 0);
    clock.advance(5000);
    const { summary } = await viewer.event('RoomEnded');
    assert.deepEqual(summary, { reason: 'host-left', durationSec: 35, peakViewers: 1, endedAt: clock.now() });
    assert.equal(await (await server.connect()).refused('Join', { resume: { token: cohost.welcome.resumeToken, seen: seenBy(cohost) } }), 'resume-failed');
  });

  it('gets everything anew when what it missed is no longer kept, or was never sent to it', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    const seen = seenBy(viewer);
    await cut(viewer);
    for (let index = 0; index <= limits.replayEvents; index += 1) {
      clock.advance(1000);
      if (index % 5 === 0) await host.settled();
      await host.must('SetBroadcastPaused', { paused: index % 2 === 0 });
      if (index % 20 === 19) {
        // Each return renews the window; the page has still seen no more.
        const visitor = await server.connect();
        Object.assign(viewer, { welcome: await visitor.must('Join', { resume: { token: viewer.welcome.resumeToken, seen } }) });
        await cut(visitor);
      }
    }
    const back = await resume(server, viewer, seen);
    assert.ok(back.welcome.snapshot, 'one event too many was missed');
    await cut(back);
    const lying = await resume(server, back, { room: 1e9, audience: 0, self: 0 });
    assert.ok(lying.welcome.snapshot, 'these numbers were never given out');
    assert.equal(lying.welcome.snapshot.audience.viewerCount, 1);
  });

  it('that is only half open is replaced by the page’s new one', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    const back = await resume(server, host);
    assert.deepEqual(await host.closed, { code: 4409, reason: 'replaced' });
    await back.settled();
    await viewer.settled();
    assert.equal(viewer.events('BroadcasterAway').length, 0);
    assert.equal(await (await server.connect()).refused('Join', { resume: { token: host.welcome.resumeToken, seen: seenBy(host) } }), 'resume-failed', 'the new token has been used, the old one is void');
  });
});

describe('a resume token', () => {
  it('may be used again if its Welcome was lost with the socket', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    await host.settled();
    await cut(host);
    const lost = await resume(server, host);
    await cut(lost);
    const back = await resume(server, host);
    assert.equal(back.welcome.self.peerId, host.welcome.self.peerId);
  });

  it('that nobody knows is refused without closing, so that the token can follow', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const client = await server.connect();
    const unknown = { token: 'me.nothing', seen: { room: 0, audience: 0, self: 0 } };
    assert.equal(await client.refused('Join', { resume: unknown }), 'resume-failed');
    const { self } = await client.must('Join', { resume: unknown, token: server.token({ role: 'host', room_id }) });
    assert.equal(self.role, 'host');
    const other = await server.connect();
    assert.equal(await other.refused('Join', { resume: unknown, token: 'bad' }), 'token-invalid');
  });

  it('leads only to the room that the page names', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    const thief = await server.connect();
    assert.equal(await thief.refused('Join', { roomId: crypto.randomUUID(), resume: { token: host.welcome.resumeToken, seen: seenBy(host) } }), 'token-wrong-room');
    await host.settled();
  });

  it('is void after Leave', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    await viewer.must('Leave', {});
    assert.deepEqual(await viewer.closed, { code: 1000, reason: '' });
    assert.equal(await (await server.connect()).refused('Join', { resume: { token: viewer.welcome.resumeToken, seen: seenBy(viewer) } }), 'resume-failed');
  });
});

describe('a server that stops', () => {
  it('says so, and the next one knows everyone again', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id, display_name: 'Ann', host_peer_id: 'ann' });
    const viewer = await server.join({ role: 'viewer', room_id, peer_id: 'web-viewer01' });
    const visitor = await server.join({ role: 'viewer', room_id });
    await viewer.must('ChatSend', { clientId: 'c1', text: 'still here?' });
    const { startedAt } = host.welcome.snapshot!.room;
    await server.restart();
    assert.deepEqual(await host.closed, { code: 4503, reason: 'draining' });
    assert.equal(host.received.some((message) => message.type === 'Error' && message.code === 'draining'), true);

    const back = await resume(server, viewer);
    assert.equal(back.welcome.self.peerId, 'web-viewer01');
    assert.equal(back.welcome.media.kept, false);
    const { snapshot } = back.welcome;
    assert.deepEqual([snapshot?.room.status, snapshot?.room.startedAt, snapshot?.room.hostPeerId], ['live', startedAt, 'ann']);
    assert.ok(snapshot?.broadcasters[0]?.awayUntil, 'the host is awaited');
    assert.deepEqual(snapshot.chat.map(({ text, clientId }) => [text, clientId]), [['still here?', 'c1']]);
    assert.equal(snapshot.audience.viewerCount, 1);

    const hostAgain = await server.join({ role: 'host', room_id, display_name: 'Ann', host_peer_id: 'ann' });
    assert.equal(hostAgain.welcome.self.isOriginalHost, true);
    assert.equal((await back.event('BroadcasterBack')).peerId, 'ann');
    assert.equal((await resume(server, visitor)).welcome.self.peerId, visitor.welcome.self.peerId);
    assert.equal(await (await server.connect()).refused('Join', { resume: { token: host.welcome.resumeToken, seen: seenBy(host) } }), 'resume-failed', 'the token joined anew, and made this one void');
  });

  it('ends the room if no host comes back to it in time', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = crypto.randomUUID();
    await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    await server.restart();
    const back = await resume(server, viewer);
    clock.advance(limits.resumeMs / 2);
    await back.settled();
    clock.advance(limits.resumeMs / 2);
    assert.equal((await back.event('RoomEnded')).summary.reason, 'host-left');
    await server.restart();
    const late = await server.connect();
    assert.equal(await late.refused('Join', { token: server.token({ role: 'viewer', room_id }) }), 'room-ended');
  });
});
