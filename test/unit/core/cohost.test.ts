import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle } from '../../../core/testing/fake-clock.ts';
import type { Self } from '../../../core/wire/signal/replies.ts';
import type { BroadcasterInfo, InviteInfo } from '../../../core/wire/signal/shapes.ts';
import { hosting, rejectionOf, viewing, type Harness } from './harness.ts';

const openedAt = Date.UTC(2026, 0, 1, 12);
const invite = (change: Partial<InviteInfo> = {}): InviteInfo => ({ inviteId: 'invite-1', kind: 'invite', fromPeer: 'host-1', fromName: 'Ada', peerId: 'web-me', displayName: 'Me', openedAt, expiresAt: openedAt + 30_000, ...change });
const asViewer: Self = { peerId: 'web-me', role: 'viewer', displayName: 'Me', isOriginalHost: false, hostPeerId: 'host-1', caps: ['subscribe:*', 'chat:send'] };
const asCohost: Self = { ...asViewer, role: 'host', caps: ['publish:camera', 'publish:mic', 'subscribe:*', 'chat:send', 'cohost:invite'] };
const me = (change: Partial<BroadcasterInfo> = {}): BroadcasterInfo => ({ peerId: 'web-me', displayName: 'Me', role: 'host', joinedAt: openedAt, isOriginalHost: false, paused: false, producers: [], ...change });

/** What the server tells of someone who is on stage from now on. */
async function promoted({ server }: Harness): Promise<void> {
  server.publish('self', { type: 'SelfUpdated', self: asCohost });
  server.publish('room', { type: 'RoleUpgraded', broadcaster: me() });
  server.publish('audience', { type: 'ViewerLeft', peerId: 'web-me', reason: 'moved' });
  server.room.self = asCohost;
  await settle();
}

const port = ({ media }: Harness) => media.ports.at(-1)!;
const keys = ({ manager }: Harness): string[] => manager.stores.stage.$tiles.get().map(({ key }) => key);

describe('an invitation', () => {
  it('waits in the store and is told to the one who is asked', async () => {
    const viewer = await viewing();
    viewer.server.publish('self', { type: 'CohostInvited', invite: invite() });
    await settle();
    assert.deepEqual(viewer.payloads('COHOST_INVITED'), [{ inviteId: 'invite-1', fromPeer: 'host-1', fromName: 'Ada', expiresAt: openedAt + 30_000 }]);
    assert.deepEqual(viewer.manager.stores.invites.$invites.get().map(({ inviteId }) => inviteId), ['invite-1']);
    viewer.server.publish('self', { type: 'CohostInviteExpired', inviteId: 'invite-1' });
    await settle();
    assert.deepEqual(viewer.payloads('COHOST_INVITE_EXPIRED'), [{ inviteId: 'invite-1' }]);
    assert.deepEqual(viewer.manager.stores.invites.$invites.get(), []);
  });

  it('is seen, not told, by the host who sent it; the call settles when the server has it', async () => {
    const host = await hosting();
    assert.deepEqual(await host.manager.inviteCohost('web-me'), { inviteId: 'invite-1', expiresAt: openedAt + 35_000 });
    host.server.publish('self', { type: 'CohostInvited', invite: invite() });
    host.server.publish('self', { type: 'CohostInviteResolved', inviteId: 'invite-1', accepted: false, byPeer: 'web-me' });
    await settle();
    assert.deepEqual(host.payloads('COHOST_INVITED'), []);
    assert.deepEqual(host.payloads('COHOST_INVITE_RESOLVED'), [{ inviteId: 'invite-1', accepted: false, byPeer: 'web-me' }]);
  });

  it('is accepted with camera and microphone in hand, and published over the connection there is', async () => {
    const viewer = await viewing();
    const before = port(viewer);
    viewer.server.answer('RespondCohostInvite', () => {
      assert.equal(viewer.media.fakeDevices.tracks.length, 2, 'captured before the answer');
      return { type: 'Done' };
    });
    await viewer.manager.respondCohostInvite('invite-1', true);
    assert.deepEqual(viewer.server.requests('RespondCohostInvite').map(({ inviteId, accept }) => [inviteId, accept]), [['invite-1', true]]);
    await promoted(viewer);
    assert.equal(port(viewer), before, 'the same port: nothing is built anew');
    assert.deepEqual(Object.keys(port(viewer).local), ['camera', 'mic']);
    assert.deepEqual(viewer.payloads('ROLE_UPGRADED'), [{ peerId: 'web-me', newRole: 'host', isSelf: true }]);
    assert.equal(viewer.manager.role, 'host');
    assert.deepEqual(keys(viewer), ['host-1:camera', 'web-me:camera']);
    assert.deepEqual(viewer.payloads('PEER_LEFT'), []);
    const link = new URL(viewer.payloads('SHARE_LINK').at(-1)!.link);
    assert.equal(link.searchParams.get('host'), 'web-me', 'their link leads to them');
    assert.equal(viewer.server.connections.length, 1);
  });

  it('stays open when camera and microphone are refused, and lets them go when it came too late', async () => {
    const viewer = await viewing();
    const { fakeDevices } = viewer.media;
    [fakeDevices.cameraError, fakeDevices.micError] = ['NotAllowedError', 'NotAllowedError'];
    assert.equal((await rejectionOf(viewer.manager.respondCohostInvite('invite-1', true))).code, 'camera-refused');
    assert.deepEqual(viewer.server.requests('RespondCohostInvite'), []);
    [fakeDevices.cameraError, fakeDevices.micError] = [undefined, undefined];
    viewer.server.refuse('RespondCohostInvite', 'invite-expired');
    assert.equal((await rejectionOf(viewer.manager.respondCohostInvite('invite-1', true))).code, 'invite-expired');
    assert.ok(fakeDevices.tracks.every(({ readyState }) => readyState === 'ended'), 'the camera’s light is out');
  });
});

describe('a request', () => {
  it('is told to broadcasters, not to the one who asks', async () => {
    const request = invite({ kind: 'request', fromPeer: 'web-me', fromName: 'Me' });
    const viewer = await viewing();
    await viewer.manager.requestCohost();
    viewer.server.publish('self', { type: 'CohostRequested', invite: request });
    const host = await hosting();
    host.server.publish('self', { type: 'CohostRequested', invite: request });
    await settle();
    assert.deepEqual(viewer.payloads('COHOST_REQUESTED'), []);
    assert.equal(viewer.manager.stores.invites.$invites.get().length, 1);
    assert.deepEqual(host.payloads('COHOST_REQUESTED'), [{ inviteId: 'invite-1', fromPeer: 'web-me', fromName: 'Me', expiresAt: openedAt + 30_000 }]);
    await host.manager.respondCohostInvite('invite-1', false);
    assert.equal(host.media.fakeDevices.tracks.length, 2, 'whoever answers for another captures nothing');
  });

  it('that is approved captures and publishes by itself', async () => {
    const viewer = await viewing();
    await promoted(viewer);
    assert.deepEqual(Object.keys(port(viewer).local), ['camera', 'mic']);
    assert.equal(viewer.payloads('LOCAL_STREAM').length, 1);
  });

  it('leaves someone without camera and microphone on stage, to be mended', async () => {
    const viewer = await viewing();
    const { fakeDevices } = viewer.media;
    [fakeDevices.cameraError, fakeDevices.micError] = ['NotReadableError', 'NotReadableError'];
    await promoted(viewer);
    assert.equal(viewer.manager.stores.devices.$local.get().cameraProblem, 'camera-busy');
    [fakeDevices.cameraError, fakeDevices.micError] = [undefined, undefined];
    await viewer.manager.preloadCamera();
    await settle();
    assert.deepEqual(Object.keys(port(viewer).local), ['camera', 'mic']);
  });

  it('may be made while the room says so', async () => {
    const viewer = await viewing();
    const room = viewer.server.room.snapshot.room;
    for (const acceptInvitations of [true, true, false]) viewer.server.publish('room', { type: 'RoomUpdated', room: { ...room, acceptInvitations } });
    await settle();
    assert.deepEqual(viewer.payloads('ACCEPT_INVITATIONS_CHANGED'), [{ enabled: true }, { enabled: false }]);
  });
});

describe('leaving the stage', () => {
  it('lets camera and microphone go and keeps everything else', async () => {
    const viewer = await viewing();
    await promoted(viewer);
    const before = port(viewer);
    await viewer.manager.leaveStage();
    viewer.server.publish('audience', { type: 'ViewerJoined', viewer: { peerId: 'web-me', displayName: 'Me', role: 'viewer', joinedAt: openedAt } });
    viewer.server.publish('self', { type: 'SelfUpdated', self: asViewer });
    viewer.server.publish('room', { type: 'RoleRevoked', peerId: 'web-me', reason: 'left' });
    await settle();
    assert.equal(port(viewer), before);
    assert.deepEqual(port(viewer).local, {});
    assert.deepEqual(viewer.payloads('ROLE_REVOKED'), [{ peerId: 'web-me', isSelf: true, reason: 'left' }]);
    assert.ok(viewer.media.fakeDevices.tracks.every(({ readyState }) => readyState === 'ended'));
    assert.deepEqual(keys(viewer), ['host-1:camera']);
    assert.equal(viewer.manager.state, 'ACTIVE');
  });

  it('of someone else is no departure for those who see them in the audience', async () => {
    const host = await hosting();
    const viewer = { peerId: 'web-2', displayName: 'Bo', role: 'viewer' as const, joinedAt: openedAt };
    host.server.publish('audience', { type: 'ViewerJoined', viewer });
    host.server.publish('room', { type: 'RoleUpgraded', broadcaster: me({ peerId: 'web-2', displayName: 'Bo' }) });
    host.server.publish('audience', { type: 'ViewerLeft', peerId: 'web-2', reason: 'moved' });
    host.server.publish('audience', { type: 'ViewerJoined', viewer });
    host.server.publish('room', { type: 'RoleRevoked', peerId: 'web-2', reason: 'removed' });
    host.server.publish('room', { type: 'RoleUpgraded', broadcaster: me({ peerId: 'web-3', displayName: 'Cy' }) });
    host.server.publish('room', { type: 'RoleRevoked', peerId: 'web-3', reason: 'left' });
    await settle();
    assert.deepEqual(host.payloads('PEER_JOINED').map(({ peerId }) => peerId), ['web-2', 'web-3']);
    assert.deepEqual(host.payloads('PEER_LEFT').map(({ peerId }) => peerId), ['web-3'], 'one of another audience is out of sight');
    assert.deepEqual(host.payloads('ROLE_UPGRADED').map(({ peerId, isSelf }) => [peerId, isSelf]), [['web-2', false], ['web-3', false]]);
    assert.deepEqual(host.manager.stores.peers.$viewers.get().map(({ peerId }) => peerId), ['web-2']);
  });
});

describe('after a resync', () => {
  it('what waits is there, what ran out is told, and a seat that was given up is too', async () => {
    const viewer = await viewing();
    await promoted(viewer);
    viewer.server.publish('self', { type: 'CohostRequested', invite: invite({ inviteId: 'old', kind: 'request', fromPeer: 'web-2', peerId: 'web-2' }) });
    await settle();
    viewer.server.room.canReplay = false;
    viewer.server.room.self = asViewer;
    viewer.server.room.snapshot = { ...viewer.server.room.snapshot, invites: [invite({ inviteId: 'new' })] };
    viewer.server.connection.cut();
    await settle();
    await viewer.clock.advance(250);
    await settle();
    assert.deepEqual(viewer.payloads('ROLE_REVOKED'), [{ peerId: 'web-me', isSelf: true, reason: 'left' }]);
    assert.deepEqual(viewer.payloads('COHOST_INVITE_EXPIRED'), [{ inviteId: 'old' }]);
    assert.deepEqual(viewer.payloads('COHOST_INVITED').map(({ inviteId }) => inviteId), ['new']);
    assert.deepEqual(port(viewer).local, {});
  });
});

describe('a shared screen', () => {
  it('is a second video with its own tile, and ends with the browser’s own button', async () => {
    const host = await hosting();
    await host.manager.startScreenShare();
    assert.deepEqual(Object.keys(port(host).local), ['camera', 'mic', 'screen', 'screenAudio']);
    assert.deepEqual(keys(host), ['host-1:camera', 'host-1:screen']);
    await host.manager.startScreenShare();
    assert.equal(host.media.fakeDevices.tracks.length, 4, 'one at a time');
    host.media.fakeDevices.tracks.find(({ kind }, index) => kind === 'video' && index > 1)!.unplug();
    await settle();
    assert.deepEqual(Object.keys(port(host).local), ['camera', 'mic']);
    assert.deepEqual(keys(host), ['host-1:camera']);
  });

  it('that is refused, or not to be had, changes nothing', async () => {
    const host = await hosting();
    host.media.fakeDevices.screenError = 'NotAllowedError';
    assert.equal((await rejectionOf(host.manager.startScreenShare())).code, 'screen-refused');
    host.media.fakeDevices.screenError = 'NotReadableError';
    assert.equal((await rejectionOf(host.manager.startScreenShare())).code, 'screen-failed');
    assert.deepEqual(Object.keys(port(host).local), ['camera', 'mic']);
    host.media.fakeDevices.screenError = undefined;
    await host.manager.startScreenShare();
    await host.manager.stopScreenShare();
    assert.ok(host.media.fakeDevices.tracks.slice(2).every(({ readyState }) => readyState === 'ended'));
    const viewer = await viewing();
    assert.equal((await rejectionOf(viewer.manager.startScreenShare())).code, 'not-allowed');
  });

  it('ends with the stream', async () => {
    const host = await hosting();
    await host.manager.startScreenShare();
    await host.manager.endBroadcast();
    assert.ok(host.media.fakeDevices.tracks.every(({ readyState }) => readyState === 'ended'));
    assert.equal(host.manager.stores.devices.$local.get().screen, null);
  });
});

describe('a cohost link', () => {
  it('is made and revoked with my own token', async () => {
    const host = await hosting();
    host.answerHttp(200, { token: 'theirs', peerId: 'new', cohostLink: 'http://live.test/broadcaster.html?room=room-1#code=once', linkExpiresAt: 99 });
    const made = await host.manager.createCohostLink({ displayName: 'Bo', nameBound: true });
    assert.deepEqual(made, { link: 'http://live.test/broadcaster.html?room=room-1#code=once', peerId: 'new', expiresAt: 99 });
    assert.deepEqual(host.manager.stores.invites.$link.get(), made);
    await host.manager.revokeCohostLink(made.link);
    assert.equal(host.manager.stores.invites.$link.get(), null);
    assert.deepEqual(host.fetched.map(({ url, init }) => [url, init.method, JSON.parse(String(init.body)), (init.headers as Record<string, string>)['authorization']]), [
      ['http://live.test/broadcaster-token/room-1', 'POST', { displayName: 'Bo', nameBound: true }, 'Bearer token-1'],
      ['http://live.test/broadcaster-token/room-1/revoke', 'POST', { code: 'once' }, 'Bearer token-1'],
    ]);
    host.answerHttp(403, { code: 'code-invalid', title: 'This link has been used or has expired.' });
    assert.equal((await rejectionOf(host.manager.revokeCohostLink(made.link))).code, 'link-invalid');
    assert.equal((await rejectionOf(host.manager.revokeCohostLink('not a link'))).code, 'link-invalid');
    assert.equal(host.fetched.length, 3, 'what is no link is not asked about');
  });
});
