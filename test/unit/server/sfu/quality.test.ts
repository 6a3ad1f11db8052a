import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it, test } from 'node:test';
import type { Consumer, Producer } from 'mediasoup/types';
import type { JsonObject } from '../../../../core/wire/signal/fields.ts';
import { reportConsumer, reportProducer } from '../../../../server/sfu/consumer-report.ts';
import { LayerDemand } from '../../../../server/sfu/demand.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeDevice, publish } from '../../../support/fake-media.ts';
import { signalServer } from '../../../support/signal-server.ts';

interface Parts { paused: boolean; preferredLayers: { spatialLayer: number } | undefined; currentLayers: { spatialLayer: number; temporalLayer: number } | undefined }

class FakeConsumer extends EventEmitter {
  readonly observer = new EventEmitter();
  readonly kind = 'video';
  readonly producerId = 'camera';
  type = 'simulcast';
  paused = true;
  producerPaused = false;
  score = { score: 10, producerScore: 10, producerScores: [10, 10, 10] };
  preferredLayers: Parts['preferredLayers'] = { spatialLayer: 2 };
  currentLayers: Parts['currentLayers'] = undefined;

  get real(): Consumer {
    return this as unknown as Consumer;
  }

  set(paused: boolean): void {
    this.paused = paused;
    this.observer.emit(paused ? 'pause' : 'resume');
  }
}

describe('which layers are wanted', () => {
  function demand() {
    const clock = createFakeClock();
    const told: number[] = [];
    const made = new LayerDemand({ clock, tell: (_, spatial) => void told.push(spatial) });
    made.add('camera');
    return { made, clock, told };
  }
  const prefer = (made: LayerDemand, consumer: FakeConsumer, spatialLayer: number) => {
    consumer.preferredLayers = { spatialLayer };
    made.changed(consumer.real);
  };

  it('nobody watches: the smallest, after a while', () => {
    const { clock, told } = demand();
    clock.advance(7999);
    assert.deepEqual(told, []);
    clock.advance(1);
    assert.deepEqual(told, [0]);
    clock.advance(60_000);
    assert.deepEqual(told, [0], 'once');
  });

  it('someone comes: all at once, before they are even ready', () => {
    const { made, clock, told } = demand();
    clock.advance(8000);
    const consumer = new FakeConsumer();
    made.watch(consumer.real);
    assert.deepEqual(told, [0, 2]);
    consumer.set(false);
    clock.advance(60_000);
    assert.deepEqual(told, [0, 2]);
  });

  it('the largest that anyone wants; less only when it lasts', () => {
    const { made, clock, told } = demand();
    const [large, small] = [new FakeConsumer(), new FakeConsumer()];
    for (const consumer of [large, small]) {
      made.watch(consumer.real);
      consumer.set(false);
    }
    prefer(made, small, 0);
    clock.advance(10_000);
    assert.deepEqual(told, [], 'all layers are sent from the start');
    prefer(made, large, 1);
    clock.advance(4000);
    prefer(made, large, 2);
    clock.advance(60_000);
    assert.deepEqual(told, []);
    prefer(made, large, 1);
    clock.advance(8000);
    large.set(true);
    clock.advance(8000);
    assert.deepEqual(told, [1, 0]);
    small.observer.emit('close');
    large.set(false);
    assert.deepEqual(told, [1, 0, 1]);
    made.clear();
    assert.equal(clock.pending(), 0);
  });
});

describe('how a picture fares', () => {
  function reporting(change: Partial<FakeConsumer> = {}, scores = [10, 10, 10]) {
    const clock = createFakeClock();
    const consumer = Object.assign(new FakeConsumer(), { paused: false, currentLayers: { spatialLayer: 2, temporalLayer: 1 } }, change);
    const producer = { id: 'camera', score: scores.map((score, encodingIdx) => ({ score, encodingIdx })) } as unknown as Producer;
    const told: object[] = [];
    reportConsumer(consumer.real, producer, { clock, tell: ({ type: _, producerId: __, ...report }) => void told.push(report) });
    return { clock, consumer, told };
  }

  it('is told at once, then once a second, and only when it changed', () => {
    const { clock, consumer, told } = reporting();
    consumer.emit('score');
    consumer.emit('layerschange');
    consumer.score = { ...consumer.score, score: 7 };
    consumer.emit('score');
    assert.equal(told.length, 1);
    clock.advance(1000);
    assert.deepEqual(told, [
      { score: 10, producerScore: 10, spatial: 2, temporal: 1, limited: false }, { score: 7, producerScore: 10, spatial: 2, temporal: 1, limited: false },
    ]);
    clock.advance(1000);
    consumer.emit('score');
    assert.equal(told.length, 2, 'nothing new');
    consumer.observer.emit('close');
    assert.equal(clock.pending(), 0);
  });

  for (const [what, change, scores, limited] of [
    ['smaller than asked for', { currentLayers: { spatialLayer: 0, temporalLayer: 0 } }, [10, 10, 10], true],
    ['as small as was asked for', { currentLayers: { spatialLayer: 0, temporalLayer: 0 }, preferredLayers: { spatialLayer: 0 } }, [10, 10, 10], false],
    ['as large as the sender can', { currentLayers: { spatialLayer: 1, temporalLayer: 0 } }, [10, 10, 0], false],
    ['paused', { currentLayers: { spatialLayer: 0, temporalLayer: 0 }, paused: true }, [10, 10, 10], false],
    ['nothing yet', { currentLayers: undefined }, [10, 10, 10], false],
  ] as const) {
    it(`${what}: ${limited ? '' : 'not '}limited by the way`, () => {
      const { consumer, told } = reporting(change, [...scores]);
      consumer.emit('layerschange');
      assert.equal((told[0] as { limited: boolean }).limited, limited);
    });
  }

  it('is not lost because it begins, or comes back: only once there has been nothing of it for 3 s', () => {
    const { clock, consumer, told } = reporting({ currentLayers: undefined });
    const scored = (producerScore: number): void => {
      consumer.score = { ...consumer.score, producerScore };
      consumer.emit('score');
    };
    scored(0);
    clock.advance(900);
    scored(10);
    clock.advance(10_000);
    assert.deepEqual(told.map((report) => (report as { producerScore: number }).producerScore), [10]);
    scored(0);
    for (let second = 0; second < 3; second++) {
      assert.equal(told.length, 1);
      scored(0);
      clock.advance(1000);
    }
    assert.deepEqual(told.map((report) => (report as { producerScore: number }).producerScore), [10, 0]);
    scored(9);
    scored(0);
    consumer.observer.emit('close');
    assert.equal(clock.pending(), 0);
  });

  it('a picture without layers has one, while it flows', () => {
    const { consumer, told, clock } = reporting({ type: 'simple', currentLayers: undefined, preferredLayers: undefined });
    consumer.emit('score');
    consumer.score = { score: 10, producerScore: 0, producerScores: [] };
    consumer.emit('score');
    clock.advance(4000);
    assert.deepEqual(told.map((report) => (report as { spatial: number | null }).spatial), [0, null]);
  });

  it('a producer is as good as the worst layer it sends', () => {
    const clock = createFakeClock();
    const producer = Object.assign(new EventEmitter(), { id: 'camera', observer: new EventEmitter() });
    const told: number[] = [];
    reportProducer(producer as unknown as Producer, { clock, tell: ({ score }) => void told.push(score) });
    for (const scores of [[10, 10, 0], [9, 6, 0], [0, 0, 0]]) {
      producer.emit('score', scores.map((score) => ({ score })));
      clock.advance(1000);
    }
    assert.deepEqual(told, [10, 6, 0]);
    producer.observer.emit('close');
    assert.equal(clock.pending(), 0);
  });
});

test('a host hears which of its layers anyone watches, over the wire', async (t) => {
  const clock = createFakeClock();
  const server = await signalServer(t, { clock });
  const room_id = crypto.randomUUID();
  const host = await server.join({ role: 'host', room_id });
  const device = await fakeDevice(host.welcome.media.rtpCapabilities);
  const { producers } = await publish(host, device, 'camera', 'mic');
  const heard = async (spatial: number): Promise<void> => {
    await host.event('LayersWanted', (event) => event.producerId === producers['camera'] && event.spatial === spatial && event === host.events('LayersWanted').at(-1));
  };
  const viewer = await server.join({ role: 'viewer', room_id });
  const { transportId } = viewer.welcome.media.recvTransport!;
  const { consumers } = await viewer.must('Consume', { transportId, producerIds: [producers['camera']!], rtpCapabilities: device.recvRtpCapabilities as unknown as JsonObject });
  const { consumerId } = consumers[0]!;
  await viewer.must('SetConsumerPaused', { consumerIds: [consumerId], paused: false });
  await viewer.must('SetPreferredLayer', { consumerId, spatial: 1 });
  clock.advance(8000);
  await heard(1);
  await viewer.must('SetPreferredLayer', { consumerId, spatial: 2 });
  await heard(2);
  assert.deepEqual(viewer.events('LayersWanted'), [], 'nobody else’s business');
  assert.equal(host.events('LayersWanted').filter(({ producerId }) => producerId === producers['mic']).length, 0);
});

test('a host hears once that somebody’s device cannot show a picture, and nobody else does', async (t) => {
  const server = await signalServer(t);
  const room_id = crypto.randomUUID();
  const host = await server.join({ role: 'host', room_id });
  const device = await fakeDevice(host.welcome.media.rtpCapabilities);
  const { producers } = await publish(host, device, 'camera', 'mic');
  const only = (mimeTypes: RegExp): JsonObject => ({ ...device.recvRtpCapabilities, codecs: (device.recvRtpCapabilities.codecs ?? []).filter(({ mimeType }) => mimeTypes.test(mimeType)) }) as unknown as JsonObject;
  const watched = async (mimeTypes: RegExp): Promise<readonly (string | undefined)[]> => {
    const viewer = await server.join({ role: 'viewer', room_id });
    const { transportId } = viewer.welcome.media.recvTransport!;
    const { consumers } = await viewer.must('Consume', { transportId, producerIds: Object.values(producers), rtpCapabilities: only(mimeTypes) });
    assert.deepEqual(consumers.map(({ kind }) => kind), ['audio'], 'they hear at least');
    assert.deepEqual(viewer.events('PlainCodecWanted'), []);
    await host.settled();
    return host.events('PlainCodecWanted').map(({ producerId }) => producerId);
  };
  assert.deepEqual(await watched(/^audio/i), [], 'who plays no pictures at all wants none in another codec');
  assert.deepEqual(await watched(/^audio|vp9/i), [producers['camera']]);
  assert.deepEqual(await watched(/^audio|vp9/i), [producers['camera']]);
});
