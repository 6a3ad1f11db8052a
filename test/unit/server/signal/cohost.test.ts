import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { ReplyOf } from '../../../../core/wire/signal/replies.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { fakeDevice, publish } from '../../../support/fake-media.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import { pass, signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Joined = SignalClient & { readonly welcome: ReplyOf<'Welcome'> };

interface Scene { readonly server: SignalServer; readonly clock: FakeClock; readonly host: Joined; readonly viewer: Joined; readonly room_id: string; join(claims?: object): Promise<Joined> }

/** Ann hosts, Bo watches. */
async function scene(t: TestContext): Promise<Scene> {
  const clock = createFakeClock();
  const server = await signalServer(t, { clock });
  const room_id = crypto.randomUUID();
  const join = (claims: object = {}): Promise<Joined> => server.join({ role: 'viewer', room_id, ...claims });
  const host = await join({ role: 'host', host_peer_id: 'ann', display_name: 'Ann', is_original_host: true });
  const viewer = await join({ peer_id: 'web-bo', display_name: 'Bo', host_peer_id: 'ann' });
  return { server, clock, host, viewer, room_id, join };
}

async function promote(host: SignalClient, viewer: SignalClient, peerId = 'web-bo'): Promise<void> {
  const { inviteId } = await host.must('InviteCohost', { peerId });
  await viewer.must('RespondCohostInvite', { inviteId, accept: true });
  await viewer.event('RoleUpgraded', ({ broadcaster }) => broadcaster.peerId === peerId);
}

const seats = { max: 4 };

describe('an invitation', () => {
  it('is answered by the viewer, who is then on stage over the same socket', async (t) => {
    const { host, viewer, clock, join } = await scene(t);
    const other = await join();
    const { inviteId, expiresAt } = await host.must('InviteCohost', { peerId: 'web-bo' });
    assert.equal(expiresAt, clock.now() + 30_000);
    const { invite } = await viewer.event('CohostInvited');
    assert.deepEqual([invite.inviteId, invite.kind, invite.fromPeer, invite.fromName, invite.displayName], [inviteId, 'invite', 'ann', 'Ann', 'Bo']);
    assert.equal((await host.event('CohostInvited')).invite.inviteId, inviteId, 'whoever asked sees it wait');
    await viewer.must('RespondCohostInvite', { inviteId, accept: true });
    for (const client of [host, viewer, other]) {
      const { broadcaster } = await client.event('RoleUpgraded');
      assert.deepEqual([broadcaster.peerId, broadcaster.role, broadcaster.isOriginalHost, broadcaster.joinedAt], ['web-bo', 'host', false, clock.now()]);
    }
    for (const client of [host, viewer]) assert.deepEqual((({ accepted, byPeer }) => ({ accepted, byPeer }))(await client.event('CohostInviteResolved')), { accepted: true, byPeer: 'web-bo' });
    const { self } = await viewer.event('SelfUpdated');
    assert.deepEqual([self.role, self.isOriginalHost, self.hostPeerId], ['host', false, 'ann']);
    assert.ok(self.caps.includes('publish:camera') && !self.caps.includes('room:end'));
    await other.settled();
    assert.deepEqual([other.events('CohostInvited').length, other.events('CohostInviteResolved').length], [0, 0], 'it is nobody else’s business');

    const device = await fakeDevice(viewer.welcome.media.rtpCapabilities);
    await publish(viewer, device, 'camera', 'mic');
    const { producer, peerId } = await other.event('ProducerAdded');
    assert.deepEqual([peerId, producer.source], ['web-bo', 'camera']);
  });

  it('changes nothing when it is declined, taken back, or runs out', async (t) => {
    const { host, viewer, clock } = await scene(t);
    const invite = async (): Promise<string> => (await host.must('InviteCohost', { peerId: 'web-bo' })).inviteId;
    const declined = await invite();
    await viewer.must('RespondCohostInvite', { inviteId: declined, accept: false });
    assert.deepEqual((await host.event('CohostInviteResolved')).accepted, false);
    const cancelled = await invite();
    await host.must('CancelCohostInvite', { inviteId: cancelled });
    assert.equal((await viewer.event('CohostInviteResolved', ({ inviteId }) => inviteId === cancelled)).byPeer, 'ann');
    const late = await invite();
    await pass(clock, 29_999, host, viewer);
    assert.deepEqual(viewer.events('CohostInviteExpired'), []);
    clock.advance(1);
    for (const client of [host, viewer]) assert.equal((await client.event('CohostInviteExpired')).inviteId, late);
    for (const [inviteId, code] of [[declined, 'invite-settled'], [cancelled, 'invite-settled'], [late, 'invite-expired']] as const) {
      assert.equal(await viewer.refused('RespondCohostInvite', { inviteId, accept: true }), code);
      assert.equal(await host.refused('CancelCohostInvite', { inviteId }), code);
    }
    assert.deepEqual(host.events('RoleUpgraded'), []);
  });

  it('is nobody’s but its viewer’s to answer', async (t) => {
    const { host, viewer, join } = await scene(t);
    const other = await join();
    const { inviteId } = await host.must('InviteCohost', { peerId: 'web-bo' });
    assert.equal(await other.refused('RespondCohostInvite', { inviteId, accept: true }), 'invite-foreign');
    assert.equal(await host.refused('RespondCohostInvite', { inviteId, accept: true }), 'invite-foreign');
    assert.equal(await viewer.refused('CancelCohostInvite', { inviteId }), 'invite-foreign');
    assert.equal(await viewer.refused('RespondCohostInvite', { inviteId: 'made-up', accept: true }), 'not-found');
    await viewer.must('RespondCohostInvite', { inviteId, accept: true });
  });

  it('is refused for whoever cannot come: a stranger, a broadcaster, one who is asked already', async (t) => {
    const { host, viewer } = await scene(t);
    assert.equal(await host.refused('InviteCohost', { peerId: 'nobody' }), 'not-found');
    assert.equal(await host.refused('InviteCohost', { peerId: 'ann' }), 'already-on-stage');
    assert.equal(await viewer.refused('InviteCohost', { peerId: 'web-bo' }), 'not-allowed');
    await host.must('InviteCohost', { peerId: 'web-bo' });
    assert.equal(await host.refused('InviteCohost', { peerId: 'web-bo' }), 'invite-pending');
    assert.equal(await viewer.refused('RequestCohost', {}), 'requests-closed');
  });

  it('goes with its viewer, and with the cohost who sent it', async (t) => {
    const { host, viewer, join } = await scene(t);
    const cohost = await join({ role: 'host', is_original_host: false, host_peer_id: 'cy' });
    const { inviteId } = await host.must('InviteCohost', { peerId: 'web-bo' });
    await viewer.must('Leave', {});
    assert.equal((await host.event('CohostInviteResolved')).inviteId, inviteId);
    const next = await join({ peer_id: 'web-dil' });
    const sent = await cohost.must('InviteCohost', { peerId: 'web-dil' });
    await cohost.must('Leave', {});
    assert.equal(await next.refused('RespondCohostInvite', { inviteId: sent.inviteId, accept: true }), 'invite-settled');
  });
});

describe('a request', () => {
  it('is answered by any broadcaster, in whatever order, while the host takes requests', async (t) => {
    const { host, viewer, join } = await scene(t);
    const cohost = await join({ role: 'host', is_original_host: false, host_peer_id: 'cy' });
    const second = await join({ peer_id: 'web-eero' });
    assert.equal(await viewer.refused('RequestCohost', {}), 'requests-closed');
    assert.equal(await cohost.refused('SetAcceptInvitations', { enabled: true }), 'not-allowed');
    assert.equal(await viewer.refused('SetAcceptInvitations', { enabled: true }), 'not-allowed');
    await host.must('SetAcceptInvitations', { enabled: true });
    assert.equal((await viewer.event('RoomUpdated')).room.acceptInvitations, true);
    const first = await viewer.must('RequestCohost', {});
    await second.must('RequestCohost', {});
    assert.equal(await viewer.refused('RequestCohost', {}), 'invite-pending');
    const late = await join({ role: 'host', is_original_host: false, host_peer_id: 'dil' });
    assert.deepEqual(late.welcome.snapshot?.invites?.map(({ peerId }) => peerId), ['web-bo', 'web-eero'], 'who comes later sees the queue');
    for (const client of [host, cohost]) assert.equal((await client.event('CohostRequested')).invite.inviteId, first.inviteId);
    assert.equal(await viewer.refused('RespondCohostInvite', { inviteId: first.inviteId, accept: true }), 'invite-foreign');
    await cohost.must('RespondCohostInvite', { inviteId: first.inviteId, accept: true });
    assert.equal((await host.event('CohostInviteResolved')).byPeer, 'cy');
    await host.event('RoleUpgraded');
    assert.equal(await host.refused('RespondCohostInvite', { inviteId: first.inviteId, accept: false }), 'invite-settled');
    assert.equal(await viewer.refused('RequestCohost', {}), 'not-allowed');
  });

  it('can be taken back, and is turned away when the host takes no more', async (t) => {
    const { host, viewer } = await scene(t);
    await host.must('SetAcceptInvitations', { enabled: true });
    const taken = await viewer.must('RequestCohost', {});
    await viewer.must('CancelCohostInvite', { inviteId: taken.inviteId });
    assert.equal((await host.event('CohostInviteResolved')).byPeer, 'web-bo');
    const { inviteId } = await viewer.must('RequestCohost', {});
    await host.must('SetAcceptInvitations', { enabled: false });
    assert.equal((await viewer.event('CohostInviteResolved', (event) => event.inviteId === inviteId)).accepted, false);
    assert.equal(await host.refused('RespondCohostInvite', { inviteId, accept: true }), 'invite-settled');
  });
});

describe('seats', () => {
  it('are never more than there are, however they are asked for at once', async (t) => {
    const { host, viewer, server, room_id, join } = await scene(t);
    await host.must('SetAcceptInvitations', { enabled: true });
    const others = await Promise.all(['a', 'b', 'c', 'd'].map((name) => join({ peer_id: `web-${name}` })));
    const wishes = await Promise.all([viewer, ...others].map((client) => client.must('RequestCohost', {})));
    const approvals = wishes.map(({ inviteId }) => host.ask('RespondCohostInvite', { inviteId, accept: true }));
    const arrivals = Array.from({ length: 4 }, async () => (await server.connect()).ask('Join', { token: server.token({ role: 'host', room_id, is_original_host: false }) }));
    const replies: readonly { type: string; code?: string }[] = await Promise.all([...approvals, ...arrivals]);
    assert.equal(replies.filter(({ type }) => type !== 'Error').length, seats.max - 1);
    assert.deepEqual(new Set(replies.flatMap(({ code }) => code ?? [])), new Set(['room-full']));
    const look = await join();
    assert.equal(look.welcome.snapshot?.broadcasters.length, seats.max);
    assert.equal(await host.refused('InviteCohost', { peerId: look.welcome.self.peerId }), 'room-full');
  });

  it('are kept for those who were invited', async (t) => {
    const { host, server, room_id, join, viewer, clock } = await scene(t);
    await join({ role: 'host', is_original_host: false });
    await join({ role: 'host', is_original_host: false });
    const { inviteId } = await host.must('InviteCohost', { peerId: 'web-bo' });
    const late = await server.connect();
    const token = server.token({ role: 'host', room_id, is_original_host: false });
    assert.equal(await late.refused('Join', { token }), 'room-full');
    await viewer.must('RespondCohostInvite', { inviteId, accept: false });
    clock.advance(10_000);
    await (await server.connect()).must('Join', { token });
  });
});

describe('someone on stage', () => {
  it('goes back to the audience by themselves, and everyone sees who is left', async (t) => {
    const { host, viewer, join } = await scene(t);
    await promote(host, viewer);
    const { producers } = await publish(viewer, await fakeDevice(viewer.welcome.media.rtpCapabilities), 'camera');
    await viewer.must('LeaveStage', {});
    assert.deepEqual((({ peerId, reason }) => [peerId, reason])(await host.event('RoleRevoked')), ['web-bo', 'left']);
    assert.equal((await viewer.event('SelfUpdated', ({ self }) => self.role === 'viewer')).self.hostPeerId, 'ann');
    assert.equal(await viewer.refused('CloseProducer', { producerId: producers['camera']! }), 'not-allowed');
    const look = await join();
    assert.deepEqual(look.welcome.snapshot?.broadcasters.map(({ peerId }) => peerId), ['ann']);
    assert.ok(look.welcome.snapshot?.audience.viewers.some(({ peerId }) => peerId === 'web-bo'));
    assert.equal(await host.refused('LeaveStage', {}), 'not-allowed');
    await promote(host, viewer);
  });

  it('is sent back by the original host, and by nobody else', async (t) => {
    const { host, viewer, join } = await scene(t);
    await promote(host, viewer);
    const cohost = await join({ role: 'host', is_original_host: false, host_peer_id: 'cy' });
    assert.equal(await cohost.refused('RemoveCohost', { peerId: 'web-bo' }), 'not-allowed');
    assert.equal(await host.refused('RemoveCohost', { peerId: 'ann' }), 'not-allowed');
    assert.equal(await host.refused('RemoveCohost', { peerId: 'nobody' }), 'not-found');
    await host.must('RemoveCohost', { peerId: 'web-bo' });
    assert.equal((await viewer.event('RoleRevoked')).reason, 'removed');
    assert.equal(await host.refused('RemoveCohost', { peerId: 'web-bo' }), 'not-found');
  });

  it('who came by a link and was sent off finds that link worth nothing, until they are invited', async (t) => {
    const { host, server, room_id, join } = await scene(t);
    const claims = { role: 'host', room_id, is_original_host: false, host_peer_id: 'cy', peer_id: 'cy' } as const;
    const cohost = await join(claims);
    await host.must('RemoveCohost', { peerId: 'cy' });
    assert.equal((await cohost.event('SelfUpdated')).self.role, 'viewer');
    await cohost.must('ChatSend', { clientId: 'c', text: 'still here' });
    assert.equal(await (await server.connect()).refused('Join', { token: server.token(claims) }), 'not-allowed');
    await promote(host, cohost, 'cy');
    await cohost.must('LeaveStage', {});
    const again = await server.connect();
    assert.equal((await again.must('Join', { token: server.token(claims) })).self.role, 'host', 'who left by themselves may come again');
  });

  it('keeps the seat over a cut, a restart, and a token asked for anew', async (t) => {
    const { host, viewer, server, room_id } = await scene(t);
    await promote(host, viewer);
    const token = server.token({ role: 'viewer', room_id, peer_id: 'web-bo', host_peer_id: 'ann', display_name: 'Bo' });
    const second = await server.connect();
    assert.notEqual((await second.must('Join', { token })).self.peerId, 'web-bo', 'another tab is someone else');
    await server.restart();
    const back = await server.connect();
    const { self, snapshot } = await back.must('Join', { token });
    assert.deepEqual([self.peerId, self.role, self.isOriginalHost], ['web-bo', 'host', false]);
    assert.ok(self.caps.includes('publish:camera'));
    assert.deepEqual(snapshot?.broadcasters.map(({ peerId }) => peerId).toSorted(), ['ann', 'web-bo']);
    await back.must('LeaveStage', {});
    assert.deepEqual((await back.event('SelfUpdated')).self.role, 'viewer');
  });

  it('reads the audience they came from and gathers their own visitors in it', async (t) => {
    const { host, viewer, join } = await scene(t);
    await promote(host, viewer);
    const visitor = await join({ host_peer_id: 'web-bo' });
    await visitor.must('ChatSend', { clientId: 'c', text: 'hello Bo' });
    for (const client of [viewer, host]) assert.equal((await client.event('ChatPosted')).message.text, 'hello Bo');
  });
});

describe('the host', () => {
  it('who does not come back leaves the room to whoever was on stage longest', async (t) => {
    const { host, viewer, clock, join } = await scene(t);
    await promote(host, viewer);
    await pass(clock, 5000, host, viewer);
    const later = await join({ role: 'host', is_original_host: false, host_peer_id: 'cy' });
    host.socket.close(4999);
    const { awayUntil } = await viewer.event('BroadcasterAway');
    assert.equal(awayUntil, clock.now() + 30_000);
    await pass(clock, 30_000, viewer, later);
    const { room } = await later.event('RoomUpdated', (event) => event.room.hostPeerId === 'web-bo');
    assert.equal(room.status, 'live');
    const { self } = await viewer.event('SelfUpdated', (event) => event.self.isOriginalHost);
    assert.ok(self.caps.includes('room:end'));
    assert.equal((await later.event('BroadcasterJoined', ({ broadcaster }) => broadcaster.peerId === 'web-bo')).broadcaster.isOriginalHost, true);
    assert.equal(await viewer.refused('LeaveStage', {}), 'not-allowed');
    await viewer.must('SetAcceptInvitations', { enabled: true });
    await viewer.must('RemoveCohost', { peerId: 'cy' });
    await viewer.must('EndRoom', {});
    assert.equal((await later.event('RoomEnded')).summary.reason, 'ended');
  });

  it('of another’s room stays it over a restart', async (t) => {
    const { host, viewer, server, room_id } = await scene(t);
    await promote(host, viewer);
    await host.must('Leave', {});
    await viewer.event('SelfUpdated', ({ self }) => self.isOriginalHost);
    await server.restart();
    const back = await server.connect();
    const { self } = await back.must('Join', { token: server.token({ role: 'viewer', room_id, peer_id: 'web-bo', host_peer_id: 'ann' }) });
    assert.deepEqual([self.role, self.isOriginalHost], ['host', true]);
    await back.must('EndRoom', {});
  });

  it('leaves an empty stage behind as the end of the room', async (t) => {
    const { host, viewer } = await scene(t);
    await promote(host, viewer);
    await viewer.must('LeaveStage', {});
    await host.must('Leave', {});
    assert.equal((await viewer.event('RoomEnded')).summary.reason, 'host-left');
  });
});
