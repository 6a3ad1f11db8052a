import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { PeerMedia } from '../../../../server/sfu/peer-media.ts';
import type { MediaHome } from '../../../../server/sfu/room-media.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

/** A router whose transports write down what they are bounded to. */
function world() {
  const bounds: number[] = [];
  const layers: number[] = [];
  const consumer = {
    id: 'c1', kind: 'video', type: 'simulcast', closed: false, rtpParameters: {}, preferredLayers: undefined as { spatialLayer: number } | undefined, observer: new EventEmitter(),
    on: () => {},
    async setPreferredLayers(wanted: { spatialLayer: number }) {
      layers.push(wanted.spatialLayer);
      consumer.preferredLayers = wanted;
    },
  };
  const transport = (id: string) => Object.assign(new EventEmitter(), {
    id, closed: false, iceParameters: {}, iceCandidates: [], dtlsParameters: {}, observer: new EventEmitter(),
    close: () => {},
    consume: async () => consumer,
    setMaxIncomingBitrate: async (bitrate: number) => void bounds.push(bitrate),
  });
  let opened = 0;
  const router = { canConsume: () => true, createWebRtcTransport: async () => transport(`t${++opened}`) };
  const home = { clock: createFakeClock(), router: async () => ({ router, webRtcServer: {}, requireCapacity() {} }), producer: () => ({}), added() {}, removed() {}, consumed() {}, relayered() {} };
  return { bounds, layers, media: new PeerMedia('me', home as unknown as MediaHome) };
}

const capabilities = { codecs: [] };

test('a bounded peer receives no higher layer, whatever its page asks for', async () => {
  const { media, layers } = world();
  media.setMaxQuality('medium');
  const { transportId } = await media.openTransport('recv');
  const [consumer] = await media.consume({ transportId, producerIds: ['p1'], rtpCapabilities: capabilities });
  await media.setPreferredLayer(consumer!.consumerId, 2);
  await media.setPreferredLayer(consumer!.consumerId, 0);
  assert.deepEqual(layers, [1, 1, 0]);
  media.setMaxQuality('low');
  await media.setPreferredLayer(consumer!.consumerId, 2);
  assert.deepEqual(layers.slice(3), [0, 0], 'also what it receives already');
});

test('a bounded peer may send only so much; an unbounded one is left alone', async () => {
  const { media, bounds } = world();
  await media.openTransport('send');
  await media.openTransport('recv');
  assert.deepEqual(bounds, []);
  media.setMaxQuality('low');
  media.setMaxQuality('medium');
  media.setMaxQuality('high');
  assert.deepEqual(bounds, [350_000, 900_000, 0]);
});
