import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../../core/errors.ts';
import { sampleMs } from '../../../core/media/quality/sampler.ts';
import type { FakeMediaPort } from '../../../core/testing/fake-media.ts';
import { hosting, viewing, type Harness } from './harness.ts';

const report = (...stats: object[]): RTCStatsReport => new Map(stats.map((stat, index) => [String(index), stat])) as unknown as RTCStatsReport;
const pair = (rtt: number): object => ({ type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: rtt });

/** Lets samples be taken, with as many packets received and lost before each. */
async function receive({ clock, media }: Harness, samples: number, { received = 100, lost = 0, rtt = 0.02 } = {}): Promise<void> {
  const port = media.ports[0]!;
  for (let sample = 0; sample < samples; sample += 1) {
    const before = totals.get(port) ?? { received: 0, lost: 0 };
    const now = { received: before.received + received, lost: before.lost + lost };
    totals.set(port, now);
    port.reports = [report(pair(rtt), { type: 'inbound-rtp', kind: 'video', packetsReceived: now.received, packetsLost: now.lost, bytesReceived: now.received * 1000, framesReceived: now.received, framesDecoded: now.received, frameHeight: 360 })];
    await clock.advance(sampleMs);
  }
}
const totals = new WeakMap<FakeMediaPort, { received: number; lost: number }>();

test('a connection is measured all the time, and told when its band or cause changes', async () => {
  const harness = await viewing();
  await receive(harness, 4);
  assert.deepEqual(harness.payloads('NETWORK_QUALITY').map(({ band, tier, cause }) => [band, tier, cause]), [['excellent', 'EXCELLENT', null]]);
  await receive(harness, 4, { lost: 20 });
  const { band, tier, cause, stats } = harness.payloads('NETWORK_QUALITY').at(-1)!;
  assert.deepEqual([band, tier, cause], ['poor', 'POOR', 'downlink-loss']);
  assert.equal(stats.up, null);
  assert.ok(stats.down!.loss > 0.05);
  const network = harness.manager.stores.quality.$network.get()!;
  assert.deepEqual([network.band, network.up, network.down], ['poor', null, 'poor']);
  await receive(harness, 6);
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.band, 'excellent');
  assert.equal(harness.payloads('NETWORK_QUALITY').length, 3);
});

test('a connection is lost when neither the socket nor media gets through, until they do', async () => {
  const harness = await viewing();
  await receive(harness, 3);
  harness.server.reachable = false;
  harness.server.connection.cut();
  await receive(harness, 3);
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.band, 'excellent', 'pictures still come');
  await receive(harness, 4, { received: 0 });
  const { band, cause } = harness.payloads('NETWORK_QUALITY').at(-1)!;
  assert.deepEqual([band, cause], ['lost', 'offline']);
  harness.server.reachable = true;
  await receive(harness, 12);
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.band, 'excellent');
});

test('a connection by which media never came is lost, however well the socket does', async () => {
  const harness = await viewing();
  const { handlers } = harness.media.ports[0]!;
  handlers.failed(new LiveError('media-failed'));
  await receive(harness, 4, { received: 0 });
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.band, 'lost');
  handlers.mended?.();
  await receive(harness, 12);
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.band, 'excellent');
});

test('a connection that carries no media here, as of who watches over an audience plane, is lost no longer than its socket', async () => {
  const harness = await viewing();
  const { stores } = harness.manager;
  const sample = async (times: number): Promise<void> => {
    for (let index = 0; index < times; index++) await harness.clock.advance(sampleMs);
  };
  await sample(2);
  harness.server.reachable = false;
  harness.server.connection.cut();
  await sample(3);
  assert.equal(stores.quality.$network.get()?.band, 'lost');
  harness.server.reachable = true;
  await sample(12);
  assert.equal(stores.connection.$connection.get().status, 'connected');
  assert.equal(stores.quality.$network.get(), null);
});

test('the server’s word on a picture explains what the page cannot see', async () => {
  const harness = await viewing();
  const told = (change: object) => harness.server.connection.send({ type: 'ConsumerQualityChanged', producerId: 'host-1-camera', score: 10, producerScore: 10, spatial: 1, temporal: 0, limited: false, ...change });
  told({ limited: true });
  await receive(harness, 4);
  assert.equal(harness.manager.stores.quality.$network.get()?.band, 'excellent', 'pictures begin small');
  await receive(harness, 3);
  assert.deepEqual(harness.payloads('NETWORK_QUALITY').at(-1)?.cause, 'downlink-bandwidth');
  told({});
  await receive(harness, 4);
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.cause, null);
  await receive(harness, 4, { received: 0 });
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.cause, 'server', 'it has the picture, and sends nothing');
});

test('someone else’s weak uplink is theirs, not mine', async () => {
  const harness = await viewing();
  harness.server.connection.send({ type: 'ConsumerQualityChanged', producerId: 'host-1-camera', score: 10, producerScore: 4, spatial: 0, temporal: 0, limited: false });
  await receive(harness, 3);
  assert.deepEqual([...harness.manager.stores.quality.$peers.get()], [['host-1', 'poor']]);
  assert.equal(harness.manager.stores.quality.$network.get()?.band, 'excellent');
  harness.server.publish('room', { type: 'BroadcastPaused', peerId: 'host-1', paused: true });
  assert.equal(harness.manager.stores.quality.$peers.get().size, 0, 'who paused is not badly connected');
});

test('what arrives is told with what was asked for', async () => {
  const harness = await viewing();
  const told = (spatial: number | null, temporal: number | null) => harness.server.connection.send({ type: 'ConsumerQualityChanged', producerId: 'host-1-camera', score: 10, producerScore: 10, spatial, temporal, limited: false });
  told(2, 1);
  told(2, 1);
  await harness.manager.setVideoQuality('low');
  told(0, 1);
  told(null, null);
  assert.deepEqual(harness.payloads('QUALITY_CHANGED'), [
    { quality: 'auto', spatial: 2, temporal: 1 }, { quality: 'low', spatial: 2, temporal: 1 }, { quality: 'low', spatial: 0, temporal: 1 }, { quality: 'low', spatial: null, temporal: null },
  ]);
});

test('the choice of quality outlives the run', async () => {
  const harness = await viewing();
  await harness.manager.setVideoQuality('medium');
  assert.equal(harness.media.ports[0]?.quality, 'medium');
  await harness.manager.leaveStream();
  await harness.manager.joinAsViewer('room-1', { token: 'token-1' });
  await harness.clock.advance(0);
  assert.deepEqual([harness.media.ports[1]?.quality, harness.manager.stores.quality.$preferred.get()], ['medium', 'medium']);
});

test('a small tile asks for a small picture, and one out of sight for none', async () => {
  const { manager, media, clock } = await viewing();
  await manager.request({ type: 'TILE_SIZE', peerId: 'host-1', source: 'camera', width: 300, height: 170 });
  await clock.advance(500);
  assert.deepEqual([...media.ports[0]!.wanted], [['host-1-camera', 0]]);
  await manager.setTileSize({ peerId: 'host-1', source: 'camera', width: 0, height: 0 });
  await clock.advance(500);
  assert.deepEqual([...media.ports[0]!.wanted], [['host-1-camera', 'none']]);
  await manager.leaveStream();
  await manager.setTileSize({ peerId: 'host-1', source: 'camera', width: 10, height: 10 });
});

test('layers nobody watches are not sent, and an overrun processor is spared', async () => {
  const harness = await hosting();
  const port = harness.media.ports[0]!;
  harness.server.publish('self', { type: 'LayersWanted', producerId: 'mine-camera', spatial: 1 });
  assert.deepEqual([[...port.limits.watched], port.limits.relief], [[['mine-camera', 1]], 0]);
  for (let second = 1; second <= 12; second += 1) {
    port.reports = [report(pair(0.02), { type: 'outbound-rtp', kind: 'video', packetsSent: second * 100, bytesSent: second * 1e5, qualityLimitationDurations: { cpu: second } })];
    await harness.clock.advance(sampleMs);
  }
  assert.equal(port.limits.relief, 1);
  assert.equal(harness.payloads('NETWORK_QUALITY').at(-1)?.cause, 'cpu');
});

test('a picture that somebody cannot show is known to whoever sends it, until the run is over', async () => {
  const harness = await hosting();
  const port = harness.media.ports[0]!;
  harness.server.publish('self', { type: 'PlainCodecWanted', producerId: 'mine-camera' });
  assert.deepEqual([...port.limits.unplayable!], ['mine-camera']);
  await harness.manager.leaveStream();
  assert.equal(harness.manager.stores.quality.$unplayable.get().size, 0);
});

test('leaving stops the measuring and forgets what it found', async () => {
  const harness = await viewing();
  await receive(harness, 3);
  await harness.manager.leaveStream();
  assert.equal(harness.manager.stores.quality.$network.get(), null);
  await harness.manager.close();
  assert.equal(harness.clock.pending(), 0);
});
