import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { pass, signalServer } from '../../../support/signal-server.ts';
import { until } from '../../../support/until.ts';

const room = (): string => crypto.randomUUID();

describe('a room', () => {
  it('waits for its first host, goes live with them, and ends with the last', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = room();
    const early = await server.join({ role: 'viewer', room_id, host_peer_id: 'ann' });
    assert.equal(early.welcome.snapshot?.room.status, 'waiting');
    const host = await server.join({ role: 'host', room_id, host_peer_id: 'ann', display_name: 'Ann' });
    assert.equal((await early.event('BroadcasterJoined')).broadcaster.displayName, 'Ann');
    const live = (await early.event('RoomUpdated')).room;
    assert.deepEqual([live.status, live.startedAt, live.hostPeerId], ['live', clock.now(), 'ann']);
    assert.equal(host.welcome.snapshot?.audience.viewerCount, 1, 'who waited is in the host’s audience');
    await pass(clock, 12_000, early, host);
    await host.must('Leave', {});
    assert.deepEqual((await early.event('RoomEnded')).summary, { reason: 'host-left', durationSec: 12, peakViewers: 1, endedAt: clock.now() });
    assert.equal(await early.refused('ChatSend', { clientId: 'c', text: 'still?' }), 'room-ended');
    await pass(clock, 4000, early);
    clock.advance(1000);
    assert.deepEqual(await early.closed, { code: 4410, reason: 'room-ended' });
    const late = await server.connect();
    assert.equal(await late.refused('Join', { token: server.token({ role: 'viewer', room_id }) }), 'room-ended');
    const cohost = await server.connect();
    assert.equal(await cohost.refused('Join', { token: server.token({ role: 'host', room_id, is_original_host: false }) }), 'room-ended');
  });

  it('is ended for everyone by its original host, who may open it again', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    const host = await server.join({ role: 'host', room_id, host_peer_id: 'ann' });
    const viewer = await server.join({ role: 'viewer', room_id });
    await host.must('EndRoom', {});
    for (const client of [host, viewer]) assert.equal((await client.event('RoomEnded')).summary.reason, 'ended');
    const again = await server.join({ role: 'host', room_id, host_peer_id: 'ann' });
    assert.equal(again.welcome.snapshot?.room.status, 'live');
    assert.equal(again.welcome.self.isOriginalHost, true);
    const next = await server.join({ role: 'viewer', room_id });
    assert.equal(next.welcome.self.hostPeerId, 'ann');
  });

  it('tells one who was away when it ended', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    await host.settled();
    viewer.socket.close(4999);
    await viewer.closed;
    await host.must('EndRoom', {});
    const back = await server.connect();
    await back.must('Join', { resume: { token: viewer.welcome.resumeToken, seen: viewer.welcome.channels } });
    assert.equal((await back.event('RoomEnded')).summary.reason, 'ended');
  });

  it('leaves nothing behind when nobody stays in one that never began', async (t) => {
    const server = await signalServer(t);
    const rooms = async (): Promise<string | undefined> => /^muf_rooms (\d+)$/m.exec(await (await fetch(`${server.url}metrics`)).text())?.[1];
    const viewer = await server.join({ role: 'viewer', room_id: room() });
    assert.equal(await rooms(), '1');
    await viewer.must('Leave', {});
    await until(rooms, (count) => count === '0', { what: 'the room is gone', every: 5 });
  });
});

describe('the stage', () => {
  it('never holds more than its seats, however many come at once', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    const replies = await Promise.all(Array.from({ length: 20 }, async () => {
      const client = await server.connect();
      return { client, reply: await client.ask('Join', { token: server.token({ role: 'host', room_id }) }) };
    }));
    const seated = replies.filter(({ reply }) => reply.type === 'Welcome');
    assert.equal(seated.length, 4);
    for (const { client, reply } of replies) {
      if (reply.type !== 'Error') continue;
      assert.equal(reply.code, 'room-full');
      assert.deepEqual(await client.closed, { code: 4423, reason: 'room-full' });
    }
    assert.equal(seated.filter(({ reply }) => reply.type === 'Welcome' && reply.self.isOriginalHost).length, 1);
    seated[0]!.client.socket.close(4999);
    await seated[1]!.client.event('BroadcasterAway');
    const more = await server.connect();
    assert.equal(await more.refused('Join', { token: server.token({ role: 'host', room_id }) }), 'room-full', 'a seat is kept for one who is away');
    await seated[2]!.client.must('Leave', {});
    await server.join({ role: 'host', room_id });
  });

  it('has two places in a room for two', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    const host = await server.join({ role: 'host', room_id, room_type: '1v1', host_peer_id: 'ann' });
    const guest = await server.join({ role: 'guest', room_id, room_type: '1v1', host_peer_id: 'ann' });
    assert.notEqual(guest.welcome.self.peerId, 'ann');
    assert.equal(guest.welcome.self.hostPeerId, 'ann');
    const third = await server.connect();
    assert.equal(await third.refused('Join', { token: server.token({ role: 'guest', room_id, room_type: '1v1' }) }), 'room-full');
    await guest.must('ChatSend', { clientId: 'c', text: 'hello' });
    await host.event('ChatPosted');
    await host.must('Leave', {});
    await guest.event('RoomEnded');
  });

  it('lets one broadcaster be in one place: the newest', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    const host = await server.join({ role: 'host', room_id, host_peer_id: 'ann', display_name: 'Ann' });
    const viewer = await server.join({ role: 'viewer', room_id });
    const phone = await server.join({ role: 'host', room_id, host_peer_id: 'ann', display_name: 'Ann on the go' });
    assert.deepEqual(await host.closed, { code: 4409, reason: 'replaced' });
    assert.equal(phone.welcome.self.peerId, 'ann');
    assert.equal((await viewer.event('BroadcasterJoined', ({ broadcaster }) => broadcaster.displayName === 'Ann on the go')).broadcaster.peerId, 'ann');
    await viewer.settled();
    assert.equal(viewer.events('BroadcasterLeft').length + viewer.events('BroadcasterAway').length, 0);
    const old = await server.connect();
    assert.equal(await old.refused('Join', { resume: { token: host.welcome.resumeToken, seen: host.welcome.channels } }), 'resume-failed');
  });

  it('refuses more peers than a token allows', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    await server.join({ role: 'host', room_id, max_peers: 2 });
    await server.join({ role: 'viewer', room_id, max_peers: 2 });
    const third = await server.connect();
    assert.equal(await third.refused('Join', { token: server.token({ role: 'viewer', room_id, max_peers: 2 }) }), 'room-crowded');
    assert.equal((await third.closed).code, 4423);
  });
});

describe('an audience', () => {
  it('is its broadcaster’s own: count, list and chat', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    const ann = await server.join({ role: 'host', room_id, host_peer_id: 'ann' });
    const bob = await server.join({ role: 'host', room_id, host_peer_id: 'bob', is_original_host: false });
    const ofAnn = await server.join({ role: 'viewer', room_id });
    const ofBob = await server.join({ role: 'viewer', room_id, host_peer_id: 'bob' });
    const lost = await server.join({ role: 'viewer', room_id, host_peer_id: 'nobody' });
    assert.deepEqual([ofAnn, ofBob, lost].map(({ welcome }) => welcome.self.hostPeerId), ['ann', 'bob', 'ann']);
    assert.notEqual(ofAnn.welcome.snapshot?.audience.audienceId, ofBob.welcome.snapshot?.audience.audienceId);
    assert.deepEqual([ofBob.welcome.snapshot?.audience.viewerCount, lost.welcome.snapshot?.audience.viewerCount], [1, 2]);
    await ofBob.must('ChatSend', { clientId: 'c', text: 'for Bob' });
    await ofAnn.must('ChatSend', { clientId: 'c', text: 'for Ann' });
    assert.equal((await bob.event('ChatPosted')).message.text, 'for Bob');
    assert.equal((await ann.event('ChatPosted')).message.text, 'for Ann');
    await Promise.all([ann, bob].map((client) => client.settled()));
    assert.deepEqual([ann, bob].map((client) => client.events('ChatPosted').length), [1, 1]);
    await ann.event('ViewerCountChanged', ({ count }) => count === 2);
    assert.deepEqual(bob.events('ViewerCountChanged').map(({ count }) => count), [1]);
  });

  it('counts those who are here: one who closes the page goes at once, one who is cut may return unnoticed', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = room();
    const host = await server.join({ role: 'host', room_id });
    const closing = await server.join({ role: 'viewer', room_id });
    const cut = await server.join({ role: 'viewer', room_id });
    clock.advance(500);
    await host.event('ViewerCountChanged', ({ count }) => count === 2);
    await closing.close();
    assert.equal((await host.event('ViewerLeft')).peerId, closing.welcome.self.peerId);
    await host.event('ViewerCountChanged', ({ count }) => count === 1);
    cut.socket.close(4999);
    await cut.closed;
    await pass(clock, limits.resumeMs - 10_000, host);
    assert.equal(host.events('ViewerLeft').length, 1);
    const back = await server.connect();
    await back.must('Join', { resume: { token: closing.welcome.resumeToken, seen: closing.welcome.channels } });
    assert.equal((await host.event('ViewerJoined', ({ seq }) => seq > host.events('ViewerLeft')[0]!.seq)).viewer.peerId, closing.welcome.self.peerId);
    await pass(clock, 15_000, host, back);
    assert.deepEqual(host.events('ViewerLeft').map(({ reason }) => reason), ['left', 'timeout']);
    const late = await server.join({ role: 'viewer', room_id });
    assert.equal(late.welcome.snapshot?.audience.viewerCount, 2);
  });

  it('takes two tabs with one token for two viewers, and one that returns for one', async (t) => {
    const server = await signalServer(t);
    const room_id = room();
    await server.join({ role: 'host', room_id });
    const first = await server.join({ role: 'viewer', room_id, peer_id: 'web-tabtab01' });
    const second = await server.join({ role: 'viewer', room_id, peer_id: 'web-tabtab01' });
    assert.equal(first.welcome.self.peerId, 'web-tabtab01');
    assert.notEqual(second.welcome.self.peerId, 'web-tabtab01');
    await first.close();
    await second.event('ViewerLeft');
    const again = await server.join({ role: 'viewer', room_id, peer_id: 'web-tabtab01' });
    assert.equal(again.welcome.self.peerId, 'web-tabtab01');
    assert.equal(again.welcome.snapshot?.audience.viewerCount, 2);
  });

  it('is told of its count twice a second at most, and always of the last', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const room_id = room();
    const host = await server.join({ role: 'host', room_id });
    for (let count = 0; count < 8; count += 1) await server.join({ role: 'viewer', room_id });
    await host.settled();
    assert.deepEqual(host.events('ViewerCountChanged').map(({ count }) => count), [1]);
    clock.advance(500);
    await host.event('ViewerCountChanged', ({ count }) => count === 8);
    clock.advance(5000);
    await host.settled();
    assert.equal(host.events('ViewerCountChanged').length, 2);
  });
});
