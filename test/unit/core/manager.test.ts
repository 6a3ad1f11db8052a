import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IllegalTransition, LiveError } from '../../../core/errors.ts';
import { callableIn, liveStates, type Call } from '../../../core/machine.ts';
import type { MufLiveManager } from '../../../core/manager.ts';
import { settle } from '../../../core/testing/fake-clock.ts';
import { createHarness, hosting, rejectionOf, viewing } from './harness.ts';

const calls: { readonly [Name in Call]: (manager: MufLiveManager) => Promise<unknown> } = {
  preloadCamera: (manager) => manager.preloadCamera(),
  startBroadcast: (manager) => manager.startBroadcast({ token: 'token-1' }),
  joinAsCoBroadcaster: (manager) => manager.joinAsCoBroadcaster('room-1', 'token-1'),
  joinAsViewer: (manager) => manager.joinAsViewer('room-1', { token: 'token-1' }),
  endBroadcast: (manager) => manager.endBroadcast(),
  leaveStream: (manager) => manager.leaveStream(),
  setLocalAudioMute: (manager) => manager.setLocalAudioMute(true),
  setLocalVideoEnabled: (manager) => manager.setLocalVideoEnabled(false),
  switchCamera: (manager) => manager.switchCamera(),
  setMirror: (manager) => manager.setMirror(false),
  selectDevice: (manager) => manager.selectDevice('speaker', 'speaker-1'),
  devices: (manager) => manager.devices(),
  testNetwork: (manager) => manager.testNetwork(),
  pauseBroadcast: (manager) => manager.pauseBroadcast(),
  resumeBroadcast: (manager) => manager.resumeBroadcast(),
  setVideoQuality: (manager) => manager.setVideoQuality('low'),
  sendChat: (manager) => manager.sendChat('hello'),
  retryChat: (manager) => manager.retryChat('id-9'),
  sendReaction: (manager) => manager.sendReaction('👏'),
  deleteMessage: (manager) => manager.deleteMessage('line-1'),
  pinMessage: (manager) => manager.pinMessage('line-1'),
  setSlowMode: (manager) => manager.setSlowMode(10),
  mergeAudiences: (manager) => manager.mergeAudiences('host-2'),
  splitAudience: (manager) => manager.splitAudience(),
  raidAudience: (manager) => manager.raidAudience('host-2'),
  setTyping: (manager) => manager.setTyping(true),
  inviteCohost: (manager) => manager.inviteCohost('web-1'),
  requestCohost: (manager) => manager.requestCohost(),
  respondCohostInvite: (manager) => manager.respondCohostInvite('invite-1', true),
  cancelCohostInvite: (manager) => manager.cancelCohostInvite('invite-1'),
  removeCohost: (manager) => manager.removeCohost('host-2'),
  setRoomAcceptInvitations: (manager) => manager.setRoomAcceptInvitations(true),
  leaveStage: (manager) => manager.leaveStage(),
  directLayout: (manager) => manager.directLayout('grid'),
  createCohostLink: (manager) => manager.createCohostLink(),
  revokeCohostLink: (manager) => manager.revokeCohostLink('http://live.test/broadcaster.html?room=room-1#code=c'),
  startScreenShare: (manager) => manager.startScreenShare(),
  stopScreenShare: (manager) => manager.stopScreenShare(),
  sendData: (manager) => manager.sendData('topic', { x: 1 }),
  setDisplayName: (manager) => manager.setDisplayName('Ada'),
  setMetadata: (manager) => manager.setMetadata({ team: 'red' }),
  subscribe: (manager) => manager.subscribe('host-1', 'video'),
  unsubscribe: (manager) => manager.unsubscribe('host-1', 'video'),
  removePeer: (manager) => manager.removePeer('web-1'),
  banPeer: (manager) => manager.banPeer('web-1'),
  unbanPeer: (manager) => manager.unbanPeer('web-1'),
  mutePeer: (manager) => manager.mutePeer('web-1'),
  makeModerator: (manager) => manager.makeModerator('web-1'),
  auditLog: (manager) => manager.auditLog(),
  whoami: (manager) => manager.whoami(),
};

/** A manager brought into each state. */
const inState = {
  IDLE: async () => createHarness(),
  async INITIALIZING() {
    const harness = createHarness();
    harness.server.answer('Join', () => undefined);
    harness.manager.joinAsViewer('room-1', { token: 'token-1' }).catch(() => {});
    await settle();
    return harness;
  },
  ACTIVE: () => hosting(),
  async ENDING() {
    const harness = await hosting();
    harness.server.answer('EndRoom', () => undefined);
    harness.manager.endBroadcast().catch(() => {});
    await settle();
    return harness;
  },
};

for (const state of liveStates) {
  for (const call of Object.keys(calls) as Call[]) {
    const legal = (callableIn[call] as readonly string[]).includes(state);
    test(`${call}() while ${state} is ${legal ? 'possible' : 'an IllegalTransition'}`, async () => {
      const { manager, server, clock } = await inState[state]();
      assert.equal(manager.state, state);
      const outcome = calls[call](manager).then(() => undefined, (error: unknown) => error);
      if (!legal) {
        const error = await outcome;
        assert.ok(error instanceof IllegalTransition);
        assert.deepEqual([error.state, error.call, error.code], [state, call, 'illegal-transition']);
        assert.equal(manager.state, state);
      } else {
        server.answer('Join', undefined);
        server.answer('EndRoom', undefined);
        await settle();
        for (let turn = 0; turn < 12; turn += 1) await clock.advance(2000);
        assert.ok(!((await outcome) instanceof IllegalTransition));
      }
      await Promise.all([manager.close(), clock.advance(20_000)]);
      assert.equal(manager.state, 'IDLE');
      assert.equal(clock.pending(), 0);
    });
  }
}

test('a host goes live and everyone can see it in the stores', async () => {
  const { manager, payloads, media } = await hosting();
  assert.equal(manager.state, 'ACTIVE');
  assert.deepEqual([manager.roomId, manager.peerId, manager.role], ['room-1', 'host-1', 'host']);
  assert.deepEqual(payloads('STATE_CHANGE'), [{ state: 'INITIALIZING', previous: 'IDLE' }, { state: 'ACTIVE', previous: 'INITIALIZING' }]);
  const port = media.ports[0]!;
  assert.deepEqual([port.local.camera?.paused, port.local.mic?.paused], [false, false]);
  const [tile] = manager.stores.stage.$tiles.get();
  assert.equal(tile?.isSelf, true);
  assert.equal(tile?.stream, manager.stores.devices.$local.get().stream);
  assert.deepEqual(payloads('SHARE_LINK'), [{ link: 'http://live.test/viewer.html?room=room-1&host=host-1', roomId: 'room-1' }]);
  await manager.close();
});

test('ending takes the host to IDLE with the summary, and lets the camera go', async () => {
  const { manager, payloads, media, clock } = await hosting();
  await manager.endBroadcast();
  assert.equal(manager.state, 'IDLE');
  assert.deepEqual(payloads('STREAM_ENDED'), [{ reason: 'ended', durationSec: 60, peakViewers: 3, endedAt: clock.now() }]);
  assert.equal(manager.stores.session.$summary.get()?.peakViewers, 3);
  assert.ok(media.fakeDevices.tracks.every(({ readyState }) => readyState === 'ended'));
  assert.deepEqual(manager.stores.stage.$tiles.get(), []);
  assert.equal(manager.stores.session.$isLive.get(), false);
  await manager.close();
});

test('ending works without a server', async () => {
  const { manager, server, clock, payloads } = await hosting();
  server.reachable = false;
  server.connection.cut();
  await settle();
  await manager.endBroadcast();
  assert.equal(manager.state, 'IDLE');
  assert.equal(payloads('STREAM_ENDED')[0]?.durationSec, 65);
  await manager.close();
  assert.equal(clock.pending(), 0);
});

test('the end of the stream takes a viewer to IDLE', async () => {
  const { manager, server, payloads, clock } = await viewing();
  server.publish('room', { type: 'RoomEnded', summary: { reason: 'host-left', durationSec: 9, peakViewers: 2, endedAt: clock.now() } });
  await settle();
  assert.equal(manager.state, 'IDLE');
  assert.equal(payloads('STREAM_ENDED')[0]?.reason, 'host-left');
  assert.equal(manager.stores.session.$room.get()?.status, 'ended');
  assert.equal(manager.stores.connection.$connection.get().status, 'disconnected');
  await manager.close();
});

test('a viewer may not end the stream', async () => {
  const { manager } = await viewing();
  assert.equal((await rejectionOf(manager.endBroadcast())).code, 'not-allowed');
  assert.equal(manager.state, 'ACTIVE');
  await manager.close();
});

test('a cohost who ends leaves the stage only', async () => {
  const harness = createHarness();
  harness.server.room.asHost();
  harness.server.room.self = { ...harness.server.room.self, isOriginalHost: false, caps: ['publish:camera', 'publish:mic', 'subscribe:*', 'chat:send'] };
  await harness.manager.joinAsCoBroadcaster('room-1', 'token-1');
  await harness.manager.endBroadcast();
  assert.deepEqual([harness.server.requests('EndRoom').length, harness.server.requests('Leave').length], [0, 1]);
  assert.equal(harness.manager.state, 'IDLE');
  await harness.manager.close();
});

test('leaving tells the server at once', async () => {
  const { manager, server } = await viewing();
  await manager.leaveStream();
  assert.equal(server.requests('Leave').length, 1);
  assert.equal(manager.state, 'IDLE');
  await manager.close();
});

test('a viewer who comes first waits, and sees the host arrive', async () => {
  const harness = createHarness();
  harness.server.room.snapshot = { ...harness.server.room.snapshot, broadcasters: [], room: { ...harness.server.room.snapshot.room, status: 'waiting' } };
  await harness.manager.joinAsViewer('room-1', { token: 'token-1' });
  assert.equal(harness.manager.state, 'ACTIVE');
  assert.equal(harness.manager.stores.session.$isLive.get(), false);
  harness.server.publish('room', { type: 'BroadcasterJoined', broadcaster: harness.server.room.broadcaster('host-1') });
  harness.server.publish('room', { type: 'RoomUpdated', room: { ...harness.server.room.snapshot.room, status: 'live' } });
  assert.equal(harness.manager.stores.session.$isLive.get(), true);
  const [tile] = harness.manager.stores.stage.$tiles.get();
  assert.deepEqual([tile?.peerId, tile?.hasVideo, tile?.isSelf], ['host-1', true, false]);
  await harness.manager.close();
});

test('a failed start returns to IDLE with its reason', async () => {
  const { manager, server, payloads, media } = createHarness();
  server.refuse('Join', 'token-invalid');
  const error = await rejectionOf(manager.startBroadcast({ token: 'bad' }));
  assert.ok(error instanceof LiveError);
  assert.equal(error.code, 'token-invalid');
  assert.equal(manager.state, 'IDLE');
  assert.deepEqual(payloads('STATE_CHANGE').at(-1), { state: 'IDLE', previous: 'INITIALIZING', reason: 'token-invalid' });
  assert.equal(manager.stores.session.$error.get()?.code, 'token-invalid');
  assert.equal(manager.stores.connection.$connection.get().status, 'failed');
  await settle();
  assert.ok(media.fakeDevices.tracks.every(({ readyState }) => readyState === 'ended'));
  await manager.close();
});

test('a start whose media cannot be published leaves the room again', async () => {
  const harness = createHarness();
  harness.server.room.asHost();
  const started = harness.manager.startBroadcast({ token: 'token-1' });
  while (!harness.media.ports[0]) await Promise.resolve();
  harness.media.ports[0].refuse = new LiveError('media-failed');
  assert.equal((await rejectionOf(started)).code, 'media-failed');
  assert.equal(harness.server.requests('Leave').length, 1);
  assert.equal(harness.manager.state, 'IDLE');
  await harness.manager.close();
});

test('the camera of a preview survives a failed start', async () => {
  const { manager, server } = createHarness();
  await manager.preloadCamera();
  server.refuse('Join', 'room-full');
  assert.equal((await rejectionOf(manager.startBroadcast({ token: 'token-1' }))).code, 'room-full');
  assert.equal(manager.stores.devices.$local.get().hasVideo, true);
  await manager.close();
});

for (const phase of ['token', 'camera', 'socket', 'join'] as const) {
  test(`leaving while the ${phase} is awaited cancels the start`, async () => {
    const never = new Promise<never>(() => {});
    const harness = createHarness();
    if (phase === 'token') harness.manager.core.setTokenProvider(() => never);
    if (phase === 'camera') harness.media.fakeDevices.getUserMedia = () => never;
    if (phase === 'socket') harness.server.reachable = false;
    if (phase === 'join') harness.server.answer('Join', () => undefined);
    const started = rejectionOf(harness.manager.startBroadcast(phase === 'token' ? {} : { token: 'token-1' }));
    await settle();
    assert.equal(harness.manager.state, 'INITIALIZING');
    await harness.manager.leaveStream();
    assert.equal((await started).code, 'cancelled');
    assert.equal(harness.manager.state, 'IDLE');
    assert.equal(harness.manager.stores.session.$error.get(), null);
    assert.deepEqual(harness.payloads('STATE_CHANGE').at(-1), { state: 'IDLE', previous: 'INITIALIZING', reason: 'cancelled' });
    assert.equal(harness.clock.pending(), 0);
  });
}

test('nothing is possible after close, which can be called twice', async () => {
  const { manager, clock, network } = await viewing();
  await manager.close();
  await manager.close();
  const error = await rejectionOf(manager.joinAsViewer('room-1', { token: 'token-1' }));
  assert.ok(error instanceof IllegalTransition);
  assert.equal(error.state, 'CLOSED');
  assert.deepEqual([clock.pending(), network.listeners()], [0, 0]);
});

test('pausing stops sending without muting tracks, and comes back', async () => {
  const { manager, server, media } = await hosting();
  await manager.pauseBroadcast();
  assert.equal(media.ports[0]?.suspended, true);
  assert.equal(manager.stores.stage.$tiles.get()[0]?.paused, true);
  await manager.resumeBroadcast();
  assert.equal(media.ports[0]?.suspended, false);
  assert.deepEqual(server.requests('SetBroadcastPaused').map(({ paused }) => paused), [true, false]);
  await manager.close();
});

test('a viewer cannot pause', async () => {
  const { manager } = await viewing();
  assert.equal((await rejectionOf(manager.pauseBroadcast())).code, 'not-allowed');
  await manager.close();
});

test('an unknown command is refused', async () => {
  const { manager } = createHarness();
  for (const type of ['toString', '__proto__', 'NOPE', 7]) assert.equal((await rejectionOf(manager.request({ type } as never))).code, 'unknown-type');
  await manager.close();
});

test('a server that is no address is refused, and none is needed before', async () => {
  const { manager } = createHarness({ server: 'javascript:alert(1)' });
  assert.equal((await rejectionOf(manager.joinAsViewer('room-1'))).code, 'no-server');
  await manager.close();
});
