import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LiveEvent, type LiveEventName } from '../../../core/live-event.ts';
import type { SlotContext, SlotPort } from '../../../core/slot-port.ts';
import { settle } from '../../../core/testing/fake-clock.ts';
import { limits } from '../../../core/wire/signal/limits.ts';
import { createHarness, hosting, viewing } from './harness.ts';

/** Tested elsewhere, and in which file: it must name the event. */
const elsewhere: Partial<Record<LiveEventName, string>> = {
  STATE_CHANGE: 'test/unit/core/manager.test.ts',
  STREAM_ENDED: 'test/unit/core/manager.test.ts',
  CONNECTION_CHANGED: 'test/unit/core/connection/session.test.ts',
  SHARE_LINK: 'test/unit/core/manager.test.ts',
  CHAT: 'test/unit/core/node-bots.test.ts',
  CHAT_DELETED: 'test/unit/core/chat-rules.test.ts',
  PEER_UPDATED: 'test/unit/core/data.test.ts',
  DATA: 'test/unit/core/data.test.ts',
  COHOST_INVITED: 'test/unit/core/cohost.test.ts',
  COHOST_REQUESTED: 'test/unit/core/cohost.test.ts',
  COHOST_INVITE_RESOLVED: 'test/unit/core/cohost.test.ts',
  COHOST_INVITE_EXPIRED: 'test/unit/core/cohost.test.ts',
  ROLE_UPGRADED: 'test/unit/core/cohost.test.ts',
  ROLE_REVOKED: 'test/unit/core/cohost.test.ts',
  ACCEPT_INVITATIONS_CHANGED: 'test/unit/core/cohost.test.ts',
  NETWORK_QUALITY: 'test/unit/core/live-quality.test.ts',
  QUALITY_CHANGED: 'test/unit/core/live-quality.test.ts',
  SLOT_CONTEXT: 'test/ui/slots/fills.browser.ts',
  SLOT_UNMOUNT: 'test/ui/slots/registry.browser.ts',
};
const covered = new Set<string>(Object.keys(elsewhere));
const covers = (...names: LiveEventName[]): void => { for (const name of names) covered.add(name); };

test('who comes and goes', async () => {
  covers('PEER_JOINED', 'PEER_LEFT', 'VIEWER_COUNT');
  const { manager, server, payloads } = await viewing();
  const viewer = { peerId: 'web-a', displayName: 'A', role: 'viewer' as const, joinedAt: 1 };
  server.publish('audience', { type: 'ViewerJoined', viewer });
  server.publish('audience', { type: 'ViewerJoined', viewer: { ...viewer, peerId: 'web-me' } });
  server.publish('room', { type: 'BroadcasterJoined', broadcaster: server.room.broadcaster('host-2') });
  server.connection.send({ type: 'ViewerCountChanged', count: 2 });
  server.connection.send({ type: 'ViewerCountChanged', count: 2 });
  server.publish('audience', { type: 'ViewerLeft', peerId: 'web-a', reason: 'timeout' });
  server.publish('room', { type: 'BroadcasterLeft', peerId: 'host-2', reason: 'left' });
  assert.deepEqual(payloads('PEER_JOINED').map(({ peerId, role }) => [peerId, role]), [['web-a', 'viewer'], ['host-2', 'host']], 'and never of oneself');
  assert.deepEqual(payloads('PEER_LEFT').map(({ peerId, displayName, reason }) => [peerId, displayName, reason]), [['web-a', 'A', 'timeout'], ['host-2', 'Name of host-2', 'left']]);
  assert.deepEqual(payloads('VIEWER_COUNT'), [{ count: 1 }, { count: 2 }]);
  await manager.close();
});

test('pictures and sound of others', async () => {
  covers('LOCAL_SPEAKING_CHANGED', 'PEER_SPEAKING_CHANGED', 'REMOTE_STREAM', 'REMOTE_STREAM_ENDED', 'COHOST_STREAM', 'PEER_AUDIO_MUTE', 'PEER_VIDEO_OFF', 'ACTIVE_SPEAKER');
  const { manager, server, payloads, clock } = await viewing();
  const [tile] = manager.stores.stage.$tiles.get();
  assert.deepEqual(payloads('REMOTE_STREAM').map(({ peerId, kind, stream }) => [peerId, kind, stream === tile?.stream]), [['host-1', 'video', true], ['host-1', 'audio', true]]);
  assert.equal(payloads('COHOST_STREAM').length, 0);
  server.publish('room', { type: 'BroadcasterJoined', broadcaster: server.room.broadcaster('host-2') });
  assert.deepEqual(payloads('COHOST_STREAM').map(({ peerId, kind, displayName }) => [peerId, kind, displayName]), [['host-2', 'video', 'Name of host-2'], ['host-2', 'audio', 'Name of host-2']]);
  server.publish('room', { type: 'ProducerPaused', peerId: 'host-1', producerId: 'host-1-mic', paused: true });
  server.publish('room', { type: 'ProducerPaused', peerId: 'host-1', producerId: 'host-1-camera', paused: true });
  assert.deepEqual(payloads('PEER_AUDIO_MUTE'), [{ peerId: 'host-1', muted: true }]);
  assert.deepEqual(payloads('PEER_VIDEO_OFF'), [{ peerId: 'host-1', off: true }]);
  assert.deepEqual([manager.stores.stage.$tiles.get()[0]?.audioMuted, manager.stores.stage.$tiles.get()[0]?.videoOff], [true, true]);
  server.connection.send({ type: 'ActiveSpeakerChanged', peerId: 'host-2' });
  server.connection.send({ type: 'ActiveSpeakerChanged', peerId: 'host-2' });
  server.connection.send({ type: 'SpeakingChanged', peerIds: ['host-2', 'web-me'] });
  assert.equal(manager.stores.stage.$tiles.get()[1]?.speaking, true);
  server.connection.send({ type: 'SpeakingChanged', peerIds: ['host-2', 'host-1'] });
  assert.deepEqual(payloads('PEER_SPEAKING_CHANGED'), [{ peerId: 'host-2', isSpeaking: true }, { peerId: 'host-1', isSpeaking: true }]);
  assert.deepEqual(payloads('LOCAL_SPEAKING_CHANGED'), [{ isSpeaking: true }, { isSpeaking: false }]);
  server.publish('room', { type: 'BroadcasterLeft', peerId: 'host-2', reason: 'left' });
  assert.deepEqual(payloads('ACTIVE_SPEAKER'), [{ peerId: 'host-2' }, { peerId: null }]);
  assert.deepEqual(payloads('REMOTE_STREAM_ENDED').map(({ peerId, kind }) => [peerId, kind]), [['host-2', 'video'], ['host-2', 'audio']]);
  assert.equal(manager.stores.stage.$tiles.get().length, 1);
  await manager.close();
  assert.equal(clock.pending(), 0);
});

test('someone whose socket is cut keeps tile and picture', async () => {
  const { manager, server, clock } = await viewing();
  const [before] = manager.stores.stage.$tiles.get();
  server.publish('room', { type: 'BroadcasterAway', peerId: 'host-1', awayUntil: clock.now() + 30_000 });
  const [away] = manager.stores.stage.$tiles.get();
  assert.deepEqual([away?.away, away?.stream === before?.stream, away?.hasVideo], [true, true, true]);
  server.publish('room', { type: 'BroadcasterBack', peerId: 'host-1' });
  assert.equal(manager.stores.stage.$tiles.get()[0]?.away, false);
  await manager.close();
});

test('a picture that is made anew stays in the same stream, and the old one stands until then', async () => {
  const { manager, server } = await viewing();
  const [before] = manager.stores.stage.$tiles.get();
  server.publish('room', { type: 'ProducerClosed', peerId: 'host-1', producerId: 'host-1-camera' });
  const [between] = manager.stores.stage.$tiles.get();
  assert.deepEqual([between?.stream === before?.stream, between?.hasVideo], [true, true]);
  server.publish('room', { type: 'ProducerAdded', peerId: 'host-1', producer: { producerId: 'new-camera', source: 'camera', paused: false } });
  const [after] = manager.stores.stage.$tiles.get();
  assert.deepEqual([after?.stream === before?.stream, after?.stream?.getVideoTracks().length], [true, 1]);
  await manager.close();
});

test('a worker that was replaced: media is opened anew', async () => {
  const { manager, server, media } = await viewing();
  server.publish('room', { type: 'MediaReset', rtpCapabilities: { new: true } });
  await settle();
  assert.deepEqual(media.ports[0]?.opened.at(-1), { rtpCapabilities: { new: true }, kept: false, iceServers: [] });
  await manager.close();
});

test('typing, which ends by itself', async () => {
  covers('TYPING');
  const { manager, server, payloads, clock } = await viewing();
  server.connection.send({ type: 'TypingChanged', peerId: 'web-a', typing: true });
  server.connection.send({ type: 'TypingChanged', peerId: 'web-a', typing: true });
  server.connection.send({ type: 'TypingChanged', peerId: 'web-me', typing: true });
  assert.deepEqual(manager.stores.chat.$typing.get(), ['web-a']);
  await clock.advance(limits.typingMs * 2);
  assert.deepEqual(payloads('TYPING'), [{ peerId: 'web-a', typing: true }, { peerId: 'web-a', typing: false }]);
  assert.deepEqual(manager.stores.chat.$typing.get(), []);
  await manager.close();
});

test('reactions, each with an id of its own', async () => {
  covers('REACTION');
  const { manager, server, payloads } = await viewing();
  for (let index = 0; index < 60; index += 1) server.connection.send({ type: 'Reacted', emoji: '👏', count: 3 });
  assert.deepEqual(payloads('REACTION')[0], { emoji: '👏', count: 3 });
  const reactions = manager.stores.chat.$reactions.get();
  assert.equal(reactions.length, 40);
  assert.equal(new Set(reactions.map(({ id }) => id)).size, 40);
  await manager.close();
});

test('my own camera and microphone', async () => {
  covers('LOCAL_STREAM', 'LOCAL_AUDIO_MUTE', 'LOCAL_VIDEO_OFF', 'MEDIA_DEGRADED');
  const { manager, payloads, media } = await hosting();
  assert.equal(payloads('LOCAL_STREAM')[0]?.stream, manager.stores.devices.$local.get().stream);
  await manager.setLocalAudioMute(true);
  await manager.setLocalAudioMute(true);
  await manager.setLocalVideoEnabled(false);
  assert.deepEqual([payloads('LOCAL_AUDIO_MUTE'), payloads('LOCAL_VIDEO_OFF')], [[{ muted: true }], [{ off: true }]]);
  await manager.setLocalVideoEnabled(true);
  media.fakeDevices.tracks.findLast(({ kind }) => kind === 'video')?.unplug();
  assert.deepEqual(payloads('MEDIA_DEGRADED'), [{ reason: 'camera-missing', hasVideo: false, hasAudio: true }]);
  await manager.close();
});

test('errors: of media, and of handlers that throw, which stop nobody', async (context) => {
  covers('ERROR');
  context.mock.method(console, 'error', () => {});
  const { manager, server, payloads, media } = await viewing();
  const heard: string[] = [];
  manager.on('VIEWER_COUNT', () => { throw new Error('mine'); });
  manager.on('ERROR', () => { throw new Error('again'); });
  manager.once('VIEWER_COUNT', ({ count }) => void heard.push(String(count)));
  server.connection.send({ type: 'ViewerCountChanged', count: 5 });
  server.connection.send({ type: 'ViewerCountChanged', count: 6 });
  assert.deepEqual(heard, ['5']);
  assert.deepEqual(payloads('ERROR').map(({ code }) => code), ['handler-failed', 'handler-failed']);
  media.ports[0]?.handlers.failed(Object.assign(new Error('no'), { code: 'media-failed', retryable: true }) as never);
  assert.equal(payloads('ERROR').at(-1)?.code, 'media-failed');
  assert.equal(manager.stores.connection.$mediaProblem.get(), 'media-failed', 'as long as it lasts');
  media.ports[0]?.handlers.mended?.();
  assert.equal(manager.stores.connection.$mediaProblem.get(), null);
  await manager.close();
});

test('slots: fills wait for a view, renders are told to those who come late', async () => {
  covers('SLOT_RENDER');
  const { manager } = createHarness();
  const done: string[] = [];
  const mount = { id: 'mount' } as HTMLElement;
  const port: SlotPort = {
    fill: (name) => { done.push(`fill ${name}`); return true; },
    clear: (name) => void done.push(`clear ${name}`),
    mountOf: () => mount,
    register: (name) => void done.push(`register ${name}`),
    autoRegister: () => {},
    mounts: () => [['header.actionPill', mount, {} as SlotContext]],
  };
  assert.equal(manager.fillSlot('header.actionPill', 'hi'), false);
  assert.equal(manager.fillSlot('sheet.effects', 'gone'), false);
  manager.clearSlot('sheet.effects');
  manager.registerSlot('endScreen.cta', mount);
  assert.equal(manager.getSlotMount('header.actionPill'), null);
  const detach = manager.attachSlots(port);
  assert.deepEqual(done, ['register endScreen.cta', 'fill header.actionPill']);
  assert.equal(manager.fillSlot('endScreen.cta', 'x'), true);
  assert.equal(manager.getSlotMount('endScreen.cta'), mount);
  const rendered: string[] = [];
  manager.on(LiveEvent.SLOT_RENDER, ({ name }) => void rendered.push(name));
  assert.deepEqual(rendered, ['header.actionPill']);
  detach();
  assert.equal(manager.fillSlot('endScreen.cta', 'y'), false);
  await manager.close();
});

test('no event is left without a test', () => {
  const root = join(import.meta.dirname, '../../..');
  for (const [name, file] of Object.entries(elsewhere)) assert.ok(readFileSync(join(root, file), 'utf8').includes(`'${name}'`), `${file} does not look at ${name}`);
  assert.deepEqual(Object.values(LiveEvent).filter((name) => !covered.has(name)), []);
});
