import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MufLiveManager } from '../../../core/manager.ts';
import type { LiveEventName, LiveEvents } from '../../../core/live-event.ts';
import type { ManagerOptions } from '../../../core/options.ts';
import { fakeMedia } from '../../../core/testing/fake-media.ts';
import { freePort } from '../../support/free-port.ts';
import { signalServer } from '../../support/signal-server.ts';
import { until } from '../../support/until.ts';

interface Bot { readonly manager: MufLiveManager; payloads<Name extends LiveEventName>(name: Name): LiveEvents[Name][] }

function bot(server: string, options: ManagerOptions = {}): Bot {
  const manager = new MufLiveManager({ server, media: fakeMedia(), ...options });
  const told: { name: LiveEventName; payload: unknown }[] = [];
  for (const name of ['CHAT', 'STREAM_ENDED', 'PEER_JOINED', 'PEER_LEFT', 'CONNECTION_CHANGED'] as const) manager.on(name, (payload) => void told.push({ name, payload }));
  return { manager, payloads: <Name extends LiveEventName>(name: Name) => told.filter((event) => event.name === name).map(({ payload }) => payload as LiveEvents[Name]) };
}

const linesOf = ({ manager }: Bot): string[] => manager.stores.chat.$lines.get().map(({ displayName, text, status }) => `${displayName}: ${text} (${status})`);

test('two bots hold a room on a real server', async (t) => {
  const server = await signalServer(t);
  const [host, viewer] = [bot(server.url, { displayName: 'Ada' }), bot(server.url)];
  t.after(() => Promise.all([host.manager.close(), viewer.manager.close()]));

  await host.manager.startBroadcast({ title: 'Evening', category: 'Music' });
  assert.equal(host.manager.stores.session.$room.get()?.title, 'Evening');
  await until(() => host.manager.stores.session.$isLive.get(), Boolean, { what: 'the room is live' });
  assert.deepEqual(host.manager.stores.stage.$tiles.get().map(({ displayName, isSelf, isOriginalHost }) => [displayName, isSelf, isOriginalHost]), [['Ada', true, true]]);

  await viewer.manager.joinAsViewer(host.manager.roomId!, { displayName: 'Bo', hostPeerId: host.manager.peerId! });
  assert.equal(viewer.manager.stores.session.$isLive.get(), true);
  assert.deepEqual(viewer.manager.stores.stage.$tiles.get().map(({ displayName, isSelf }) => [displayName, isSelf]), [['Ada', false]]);
  await until(() => host.manager.stores.audience.$viewerCount.get(), (count) => count === 1, { what: 'the host counts one viewer' });
  assert.deepEqual(host.payloads('PEER_JOINED').map(({ displayName, role }) => [displayName, role]), [['Bo', 'viewer']]);

  await viewer.manager.sendChat('hello');
  await host.manager.sendChat('welcome, <b>Bo</b>');
  const expected = ['Bo: hello (sent)', 'Ada: welcome, <b>Bo</b> (sent)'];
  for (const one of [host, viewer]) {
    await until(() => linesOf(one), (lines) => lines.length === 2, { what: 'both lines' });
    assert.deepEqual(linesOf(one), expected);
    assert.equal(one.payloads('CHAT').length, 2);
  }

  await host.manager.endBroadcast();
  await until(() => viewer.manager.state, (state) => state === 'IDLE', { what: 'the viewer hears of the end' });
  for (const one of [host, viewer]) {
    assert.deepEqual(one.payloads('STREAM_ENDED').map(({ reason, peakViewers }) => [reason, peakViewers]), [['ended', 1]]);
    assert.equal(one.manager.state, 'IDLE');
  }
});

test('a viewer who comes before the host joins by itself when the host arrives', async (t) => {
  const server = await signalServer(t);
  const [host, viewer] = [bot(server.url), bot(server.url)];
  t.after(() => Promise.all([host.manager.close(), viewer.manager.close()]));
  const response = await fetch(new URL('/create_room', server.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  const { roomId, token } = (await response.json()) as { roomId: string; token: string };
  await viewer.manager.joinAsViewer(roomId);
  assert.deepEqual([viewer.manager.state, viewer.manager.stores.session.$room.get()?.status], ['ACTIVE', 'waiting']);
  await host.manager.startBroadcast({ roomId, token });
  await until(() => viewer.manager.stores.stage.$tiles.get().length, (count) => count === 1, { what: 'the host is on the viewer’s stage' });
  await until(() => viewer.manager.stores.session.$isLive.get(), Boolean, { what: 'the viewer sees the room live' });
  await host.manager.leaveStream();
  await until(() => viewer.payloads('STREAM_ENDED'), (ended) => ended.length === 1, { what: 'the room ends with its host' });
  assert.equal(viewer.payloads('STREAM_ENDED')[0]?.reason, 'host-left');
});

test('a restarted server finds everyone again: same peers, same chat, nothing doubled', async (t) => {
  const server = await signalServer(t, { config: { port: await freePort() } });
  const [host, viewer] = [bot(server.url, { displayName: 'Ada' }), bot(server.url)];
  t.after(() => Promise.all([host.manager.close(), viewer.manager.close()]));
  await host.manager.startBroadcast();
  const { roomId, peerId } = host.manager;
  await viewer.manager.joinAsViewer(roomId!, { displayName: 'Bo' });
  const viewerId = viewer.manager.peerId;
  await viewer.manager.sendChat('before');
  await until(() => linesOf(host), (lines) => lines.length === 1, { what: 'the host has the line' });
  const restarted = server.restart();
  await until(() => viewer.manager.stores.connection.$connection.get().status, (status) => status === 'reconnecting', { what: 'the viewer is cut off', every: 2 });
  const meanwhile = viewer.manager.sendChat('meanwhile');
  await restarted;
  await meanwhile;
  for (const one of [host, viewer]) {
    await until(() => linesOf(one), (lines) => lines.length === 2, { what: 'both lines' });
    assert.deepEqual(linesOf(one), ['Bo: before (sent)', 'Bo: meanwhile (sent)']);
    assert.deepEqual(one.payloads('CHAT').map(({ text }) => text), ['before', 'meanwhile']);
    assert.equal(one.manager.state, 'ACTIVE');
    assert.equal(one.manager.roomId, roomId);
  }
  assert.deepEqual([host.manager.peerId, viewer.manager.peerId], [peerId, viewerId]);
});

test('tokens that are no good are refused by their codes', async (t) => {
  const server = await signalServer(t);
  const { manager } = bot(server.url);
  t.after(() => manager.close());
  const expired = server.token({ room_id: 'room-1', role: 'viewer', exp: Math.floor(Date.now() / 1000) - 7200 });
  const foreign = server.token({ room_id: 'room-1', role: 'viewer' }, 'some other secret that is long enough');
  for (const [token, code] of [['nonsense', 'token-invalid'], [foreign, 'token-invalid']] as const) {
    await assert.rejects(manager.joinAsViewer('room-1', { token }), { code });
    assert.equal(manager.state, 'IDLE');
  }
  const elsewhere = server.token({ room_id: 'room-2', role: 'viewer' });
  await assert.rejects(manager.joinAsViewer('room-1', { token: elsewhere }), { code: 'token-wrong-room' });
  await assert.rejects(manager.joinAsViewer('room-1', { token: expired }), { code: 'token-expired' });
  assert.equal(manager.state, 'IDLE');
});
