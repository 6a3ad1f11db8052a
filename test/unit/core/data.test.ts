import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packData, unpackData, type Data } from '../../../core/data.ts';
import { lossyBacklog } from '../../../core/live-data.ts';
import { settle } from '../../../core/testing/fake-clock.ts';
import { limits } from '../../../core/wire/signal/limits.ts';
import { rejectionOf, viewing } from './harness.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 256);

for (const [name, data] of Object.entries<Data>({ nothing: null, 'a number': 0, text: 'ä👏', object: { a: [1, { b: false }] }, 'no bytes': bytes(0), 'all bytes': bytes(256), 'as many bytes as fit': bytes(limits.data) })) {
  test(`data comes out as it went in: ${name}`, () => {
    assert.deepEqual(unpackData(packData(data, limits.data)), data);
  });
}

test('what JSON cannot say, and what is too large, is refused before it is sent', async () => {
  const { manager, server } = await viewing();
  const circle: { self?: unknown } = {};
  circle.self = circle;
  for (const bad of [undefined, Number.NaN, () => {}, 1n, circle, JSON.parse('{"__proto__":1}'), { deep: { deep: { deep: { deep: { deep: { deep: {} } } } } } }]) {
    assert.equal((await rejectionOf(manager.sendData('t', bad as Data))).code, 'bad-message');
  }
  assert.equal((await rejectionOf(manager.sendData('t', bytes(limits.data + 1)))).code, 'too-large');
  assert.equal((await rejectionOf(manager.sendData('t', 'x'.repeat(limits.data - 1)))).code, 'too-large');
  assert.equal((await rejectionOf(manager.sendData('t', bytes(limits.lossyData + 1), { reliable: false }))).code, 'too-large');
  assert.equal((await rejectionOf(manager.setDisplayName(' '))).code, 'bad-message');
  assert.equal((await rejectionOf(manager.setDisplayName('x'.repeat(limits.name + 1)))).code, 'too-large');
  assert.equal((await rejectionOf(manager.setMetadata({ x: 'x'.repeat(limits.metadata) }))).code, 'too-large');
  assert.deepEqual([...server.requests('SendData'), ...server.requests('SendLossyData'), ...server.requests('SetDisplayName'), ...server.requests('SetMetadata')], []);
  await manager.close();
});

test('data of others is told, one’s own is not', async () => {
  const { manager, server, payloads } = await viewing();
  server.publish('room', { type: 'DataReceived', from: 'host-1', topic: 'score', payload: { json: { home: 2 } } });
  server.publish('self', { type: 'DataReceived', from: 'host-1', topic: 'key', payload: packData(bytes(3), limits.data) });
  server.connection.send({ type: 'LossyDataReceived', from: 'host-1', topic: 'pointer', payload: { json: [1, 2] } });
  server.publish('room', { type: 'DataReceived', from: 'web-me', topic: 'score', payload: { json: 1 } });
  assert.deepEqual(payloads('DATA'), [
    { from: 'host-1', topic: 'score', data: { home: 2 } },
    { from: 'host-1', topic: 'key', data: bytes(3) },
    { from: 'host-1', topic: 'pointer', data: [1, 2] },
  ]);
  await manager.close();
});

test('lossy data is dropped where it would come late, reliable data says so', async () => {
  const { manager, server } = await viewing();
  await manager.sendData('pointer', [1], { reliable: false, to: 'host-1' });
  assert.deepEqual(server.requests('SendLossyData').map(({ topic, to }) => [topic, to]), [['pointer', 'host-1']]);
  server.connection.waiting = lossyBacklog + 1;
  await manager.sendData('pointer', [2], { reliable: false });
  assert.equal(server.requests('SendLossyData').length, 1);
  await manager.sendData('score', 3);
  assert.equal(server.requests('SendData').length, 1, 'reliable data waits');
  server.connection.cut();
  await manager.sendData('pointer', [3], { reliable: false });
  assert.equal((await rejectionOf(manager.sendData('score', 4))).code, 'server-unreachable');
  await manager.close();
});

test('lossy data that comes too often is lost, that goes to nobody is refused', async () => {
  const { manager, server } = await viewing();
  server.refuse('SendLossyData', 'rate-limited', 20);
  await manager.sendData('pointer', [1], { reliable: false });
  server.refuse('SendLossyData', 'not-found');
  assert.equal((await rejectionOf(manager.sendData('pointer', [1], { reliable: false, to: 'nobody' }))).code, 'not-found');
  await manager.close();
});

test('another name or metadata: in the stores, on the tile, told once', async () => {
  const { manager, server, payloads } = await viewing();
  const { stores } = manager;
  server.publish('audience', { type: 'ViewerJoined', viewer: { peerId: 'web-a', displayName: 'A', role: 'viewer', joinedAt: 1 } });
  server.publish('audience', { type: 'PeerUpdated', peerId: 'web-a', displayName: 'Anna', metadata: { team: 'red' } });
  server.publish('room', { type: 'PeerUpdated', peerId: 'host-1', displayName: 'Ada' });
  server.publish('self', { type: 'PeerUpdated', peerId: 'web-me', displayName: 'I', metadata: { x: 1 } });
  server.publish('room', { type: 'BroadcasterJoined', broadcaster: server.room.broadcaster('host-1', { displayName: 'Ada B' }) });
  server.publish('room', { type: 'BroadcasterJoined', broadcaster: server.room.broadcaster('host-1', { displayName: 'Ada B' }) });
  assert.deepEqual(payloads('PEER_UPDATED'), [
    { peerId: 'web-a', displayName: 'Anna', metadata: { team: 'red' } },
    { peerId: 'host-1', displayName: 'Ada', metadata: {} },
    { peerId: 'web-me', displayName: 'I', metadata: { x: 1 } },
    { peerId: 'host-1', displayName: 'Ada B', metadata: {} },
  ]);
  assert.deepEqual(stores.peers.$viewers.get().find(({ peerId }) => peerId === 'web-a')?.metadata, { team: 'red' });
  assert.equal(stores.stage.$tiles.get()[0]?.displayName, 'Ada B');
  assert.deepEqual([stores.session.$self.get()?.displayName, stores.session.$self.get()?.metadata], ['I', { x: 1 }]);
  assert.equal(manager.getPeerIdentities().find(({ peerId }) => peerId === 'web-a')?.displayName, 'Anna');
  await manager.close();
});

test('a name that changed while the page was away is told as what was missed', async () => {
  const { manager, server, payloads, clock } = await viewing();
  server.room.canReplay = false;
  server.room.snapshot = { ...server.room.snapshot, broadcasters: [server.room.broadcaster('host-1', { displayName: 'Other' })] };
  server.connection.cut();
  await clock.advance(1000);
  assert.deepEqual(payloads('PEER_UPDATED'), [{ peerId: 'host-1', displayName: 'Other', metadata: {} }]);
  await manager.close();
});

test('a picture is given up at once and can be had again; nobody on stage is not found', async () => {
  const { manager, server, payloads } = await viewing();
  const tile = () => manager.stores.stage.$tiles.get()[0]!;
  await manager.unsubscribe('host-1', 'video');
  assert.deepEqual([tile().hasVideo, payloads('REMOTE_STREAM_ENDED')], [false, [{ peerId: 'host-1', kind: 'video', reason: 'unsubscribed' }]]);
  await manager.subscribe('host-1', 'video');
  await settle();
  assert.equal(tile().hasVideo, true);
  server.publish('room', { type: 'ProducerClosed', peerId: 'host-1', producerId: 'host-1-mic' });
  assert.equal(payloads('REMOTE_STREAM_ENDED').at(-1)?.reason, 'closed');
  server.publish('room', { type: 'BroadcasterLeft', peerId: 'host-1', reason: 'removed' });
  assert.equal(payloads('REMOTE_STREAM_ENDED').at(-1)?.reason, 'left');
  for (const peerId of ['host-1', 'nobody', 'web-me']) assert.equal((await rejectionOf(manager.subscribe(peerId, 'audio'))).code, 'not-found');
  await manager.close();
});
