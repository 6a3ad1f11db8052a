import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JsonObject } from '../../../../core/wire/signal/fields.ts';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeDevice, publish } from '../../../support/fake-media.ts';
import { pass, signalServer, type SignalServer } from '../../../support/signal-server.ts';
import { until } from '../../../support/until.ts';

const dtls = { fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'AB').join(':') }] };

/** A microphone as a page describes it. */
const mic = (changes: object = {}): JsonObject => ({
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 }, rtcpFeedback: [] }],
  headerExtensions: [],
  encodings: [{ ssrc: 1111 }],
  rtcp: { cname: 'c' },
  ...changes,
});

async function onStage(server: SignalServer, room_id: string = crypto.randomUUID()) {
  const host = await server.join({ role: 'host', room_id });
  const device = await fakeDevice(host.welcome.media.rtpCapabilities);
  return { room_id, host, device, ...await publish(host, device, 'camera', 'mic') };
}

describe('media of a room', () => {
  let server: SignalServer;
  const closing: (() => unknown)[] = [];
  const clock = createFakeClock();
  before(async () => { server = await signalServer({ after: (step) => void closing.push(step as () => unknown) }, { clock }); });
  after(async () => { for (const step of closing) await step(); });

  it('goes from who sends to who watches, with one transport opened in advance', async () => {
    const { host, room_id, device, producers } = await onStage(server);
    assert.equal(host.welcome.media.recvTransport, undefined, 'there was nothing to receive yet');
    const viewer = await server.join({ role: 'viewer', room_id });
    const { snapshot, media } = viewer.welcome;
    assert.deepEqual(snapshot?.broadcasters[0]?.producers.map(({ source, paused }) => [source, paused]), [['camera', false], ['mic', false]]);
    assert.ok(media.recvTransport && media.recvTransport.iceCandidates.length >= 2, 'UDP and TCP');
    const { transportId } = media.recvTransport;
    const rtpCapabilities = device.recvRtpCapabilities as unknown as JsonObject;
    const { consumers } = await viewer.must('Consume', { transportId, producerIds: [...Object.values(producers), 'gone'], rtpCapabilities });
    assert.deepEqual(consumers.map(({ kind }) => kind).toSorted(), ['audio', 'video']);
    const video = consumers.find(({ kind }) => kind === 'video')!;
    await viewer.must('SetConsumerPaused', { consumerIds: consumers.map(({ consumerId }) => consumerId), paused: false });
    await viewer.must('SetPreferredLayer', { consumerId: video.consumerId, spatial: 2 });
    await viewer.must('ConnectTransport', { transportId, dtlsParameters: dtls });
    assert.equal(await viewer.refused('ConnectTransport', { transportId, dtlsParameters: dtls }), 'bad-message', 'a transport is connected once');
    assert.ok((await viewer.must('RestartIce', { transportId })).iceParameters);
    await viewer.must('CloseConsumer', { consumerId: video.consumerId });
    assert.equal(await viewer.refused('CloseConsumer', { consumerId: video.consumerId }), 'not-found');
    assert.deepEqual((await viewer.must('Consume', { transportId, producerIds: [producers['mic']!], rtpCapabilities: { codecs: [] } })).consumers, [], 'a device that can play nothing gets nothing');
  });

  it('is told of producers that come, pause and go', async () => {
    const { host, room_id, producers, transportId } = await onStage(server);
    const viewer = await server.join({ role: 'viewer', room_id });
    const peerId = host.welcome.self.peerId;
    await host.must('SetProducerPaused', { producerId: producers['mic']!, paused: true });
    await host.must('SetProducerPaused', { producerId: producers['mic']!, paused: true });
    await host.must('CloseProducer', { producerId: producers['mic']! });
    await viewer.event('ProducerClosed');
    assert.deepEqual(viewer.events('ProducerPaused').map(({ seq: _, channel: __, ...event }) => event), [{ type: 'ProducerPaused', peerId, producerId: producers['mic'], paused: true }]);
    const first = await host.must('Produce', { transportId, source: 'mic', rtpParameters: mic({ mid: '8' }), paused: true });
    const second = await host.must('Produce', { transportId, source: 'mic', rtpParameters: mic({ mid: '9', encodings: [{ ssrc: 2222 }] }) });
    await viewer.event('ProducerAdded', ({ producer }) => producer.producerId === second.producerId);
    assert.ok(viewer.events('ProducerClosed').some(({ producerId }) => producerId === first.producerId), 'one producer per source');
    const late = await server.join({ role: 'viewer', room_id });
    assert.deepEqual(late.welcome.snapshot?.broadcasters[0]?.producers.map(({ source }) => source), ['camera', 'mic']);
    await host.must('Leave', {});
    await viewer.event('ProducerClosed', ({ producerId }) => producerId === second.producerId);
  });

  it('keeps to its limits, also when everything is asked for at once', async () => {
    const { host, room_id, producers, device } = await onStage(server);
    const viewer = await server.join({ role: 'viewer', room_id });
    const { transportId } = viewer.welcome.media.recvTransport!;
    const opened = await Promise.all(Array.from({ length: 5 }, () => host.ask('OpenTransport', { direction: 'recv' })));
    assert.deepEqual(opened.map((reply) => (reply.type === 'Error' ? reply.code : 'opened')).toSorted(), ['limit-reached', 'limit-reached', 'limit-reached', 'limit-reached', 'opened']);
    const rtpCapabilities = device.recvRtpCapabilities as unknown as JsonObject;
    const results: string[] = [];
    while (results.length <= limits.consumersPerPeer) {
      clock.advance(200);
      const reply = await viewer.ask('Consume', { transportId, producerIds: [producers[results.length % 2 ? 'camera' : 'mic']!], rtpCapabilities });
      results.push(reply.type === 'Error' ? reply.code : 'opened');
    }
    assert.deepEqual([results.filter((code) => code === 'opened').length, results.at(-1)], [limits.consumersPerPeer, 'limit-reached']);
  });

  it('is out of reach for others', async () => {
    const mine = await onStage(server);
    const theirs = await onStage(server);
    const { host } = mine;
    const recv = (await host.must('OpenTransport', { direction: 'recv' })).transport.transportId;
    assert.equal(await host.refused('ConnectTransport', { transportId: theirs.transportId, dtlsParameters: dtls }), 'not-found');
    assert.equal(await host.refused('RestartIce', { transportId: theirs.transportId }), 'not-found');
    assert.equal(await host.refused('Produce', { transportId: theirs.transportId, source: 'screen', rtpParameters: mic() }), 'not-found');
    assert.equal(await host.refused('Produce', { transportId: recv, source: 'screen', rtpParameters: mic() }), 'not-found', 'not a transport to send by');
    assert.equal(await host.refused('CloseProducer', { producerId: theirs.producers['camera']! }), 'not-found');
    assert.equal(await host.refused('SetProducerPaused', { producerId: theirs.producers['camera']!, paused: true }), 'not-found');
    const rtpCapabilities = mine.device.recvRtpCapabilities as unknown as JsonObject;
    const { consumers } = await host.must('Consume', { transportId: recv, producerIds: [theirs.producers['camera']!, mine.producers['camera']!], rtpCapabilities });
    assert.deepEqual(consumers, [], 'neither another room’s nor one’s own');
    assert.equal(await host.refused('Consume', { transportId: mine.transportId, producerIds: ['x'], rtpCapabilities }), 'not-found');
  });

  it('survives parameters that no browser would send', async () => {
    const { host, transportId, room_id } = await onStage(server);
    const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
    const bad: [string, object][] = [
      ['nothing', { codecs: undefined }],
      ['no codec', { codecs: [] }],
      ['a null codec', { codecs: [null] }],
      ['an unknown codec', { codecs: [{ ...codec, mimeType: 'audio/none' }] }],
      ['no mime type', { codecs: [{ ...codec, mimeType: 'opus' }] }],
      ['a payload type that is none', { codecs: [{ ...codec, payloadType: 1000 }] }],
      ['a nested parameter', { codecs: [{ ...codec, parameters: { a: { b: 1 } } }] }],
      ['a bitrate that is no number', { encodings: [{ ssrc: 5, maxBitrate: '1' }] }],
      ['a bitrate below zero', { encodings: [{ ssrc: 5, maxBitrate: -1 }] }],
      ['an ssrc beyond 32 bits', { encodings: [{ ssrc: 2 ** 32 }] }],
      ['an ssrc within a bit', { encodings: [{ ssrc: 0.5 }] }],
      ['too many layers', { encodings: Array.from({ length: 5 }, (_, ssrc) => ({ ssrc: ssrc + 1 })) }],
      ['an rtx of nothing', { encodings: [{ ssrc: 5, rtx: {} }] }],
      ['an extension id of 1000', { headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1000 }] }],
      ['a name that is a number', { rtcp: { cname: 5 } }],
    ];
    for (const [what, change] of bad) {
      clock.advance(700);
      assert.equal(await host.refused('Produce', { transportId, source: 'screenAudio', rtpParameters: mic({ mid: '7', ...change }) }), 'bad-message', what);
    }
    clock.advance(1000);
    const fractional = await host.must('Produce', { transportId, source: 'screenAudio', rtpParameters: mic({ mid: '7', encodings: [{ ssrc: 5, maxBitrate: 64_000.5 }] }) });
    const viewer = await server.join({ role: 'viewer', room_id });
    assert.equal(viewer.welcome.snapshot?.broadcasters[0]?.producers.length, 3, 'the worker still does its work');
    for (const rtpCapabilities of [{ codecs: [{}] }, { codecs: 'x' }, { headerExtensions: [{ uri: 5 }] }]) {
      assert.equal(await viewer.refused('Consume', { transportId: viewer.welcome.media.recvTransport!.transportId, producerIds: [fractional.producerId], rtpCapabilities }), 'bad-message');
    }
  });
});

describe('transports', () => {
  it('that never connect are closed', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock });
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    const { transport: { transportId } } = await host.must('OpenTransport', { direction: 'send' });
    await pass(clock, limits.transportConnectMs - 1, host);
    await host.must('RestartIce', { transportId });
    clock.advance(1);
    assert.equal(await host.refused('RestartIce', { transportId }), 'not-found');
    await host.must('OpenTransport', { direction: 'send' });
    await host.must('OpenTransport', { direction: 'recv' });
  });

  it('that pages tried to reach in vain are told to the operator, with where they tried, once a room', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock, level: 'warn' });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const told = (): string[] => server.logs.filter((line) => line.includes('has not got here'));
    for (const direction of ['send', 'recv'] as const) await host.must('OpenTransport', { direction });
    await pass(clock, limits.transportConnectMs, host);
    assert.deepEqual(told(), [], 'nobody tried');
    for (const direction of ['send', 'recv'] as const) {
      const { transport: { transportId } } = await host.must('OpenTransport', { direction });
      await host.must('ConnectTransport', { transportId, dtlsParameters: dtls });
    }
    await pass(clock, limits.transportConnectMs, host);
    assert.equal(told().length, 1);
    assert.match(told()[0]!, /"udp 127\.0\.0\.1:\d+","tcp 127\.0\.0\.1:\d+"/);
  });

  it('make way for a newer one of their direction', async (t) => {
    const server = await signalServer(t);
    const { host, room_id, transportId } = await onStage(server);
    const viewer = await server.join({ role: 'viewer', room_id });
    const { transport } = await host.must('OpenTransport', { direction: 'send' });
    assert.notEqual(transport.transportId, transportId);
    assert.equal(await host.refused('RestartIce', { transportId }), 'not-found');
    await until(() => viewer.events('ProducerClosed').length, (count) => count === 2, { what: 'what it carried is gone' });
  });

  it('outlive the socket if they are in use, and are told to be gone if not', async (t) => {
    const server = await signalServer(t);
    const { host, transportId, room_id, producers } = await onStage(server);
    const viewer = await server.join({ role: 'viewer', room_id });
    const seen = viewer.welcome.channels;
    for (const client of [host, viewer]) client.socket.close(4999);
    await Promise.all([host.closed, viewer.closed]);
    const back = await server.connect();
    const { media } = await back.must('Join', { resume: { token: host.welcome.resumeToken, seen: host.welcome.channels } });
    assert.equal(media.kept, true);
    await back.must('SetProducerPaused', { producerId: producers['camera']!, paused: true });
    await back.must('RestartIce', { transportId });
    const backToo = await server.connect();
    const welcome = await backToo.must('Join', { resume: { token: viewer.welcome.resumeToken, seen } });
    assert.deepEqual([welcome.media.kept, welcome.snapshot], [false, undefined]);
    assert.ok(welcome.media.recvTransport);
    assert.notEqual(welcome.media.recvTransport.transportId, viewer.welcome.media.recvTransport?.transportId);
  });
});

describe('a media worker that is killed', () => {
  it('costs the room its transports, and nothing else', async (t) => {
    const server = await signalServer(t);
    const { host, room_id, producers, device } = await onStage(server);
    const viewer = await server.join({ role: 'viewer', room_id });
    const [pid] = server.workerPids();
    const killed = Date.now();
    process.kill(pid!, 'SIGKILL');
    for (const client of [host, viewer]) {
      const { rtpCapabilities } = await client.event('MediaReset');
      assert.deepEqual(rtpCapabilities, host.welcome.media.rtpCapabilities);
      assert.deepEqual(client.events('ProducerClosed').map(({ producerId }) => producerId).toSorted(), Object.values(producers).toSorted());
      assert.ok(client.events('ProducerClosed').every(({ seq }) => seq < client.events('MediaReset')[0]!.seq));
    }
    assert.ok(Date.now() - killed < 5000);
    assert.notEqual(server.workerPids()[0], pid);
    await viewer.must('ChatSend', { clientId: 'c', text: 'black here' });
    await host.event('ChatPosted');
    const during = await server.join({ role: 'viewer', room_id });
    assert.deepEqual(during.welcome.snapshot?.broadcasters[0]?.producers, []);
    const anew = await publish(host, await fakeDevice(host.welcome.media.rtpCapabilities), 'camera', 'mic');
    await viewer.event('ProducerAdded', ({ producer }) => producer.producerId === anew.producers['mic']);
    const { transport: { transportId } } = await viewer.must('OpenTransport', { direction: 'recv' });
    const { consumers } = await viewer.must('Consume', { transportId, producerIds: Object.values({ ...producers, ...anew.producers }), rtpCapabilities: device.recvRtpCapabilities as unknown as JsonObject });
    assert.equal(consumers.length, 2);
  });

  it('takes down only its own rooms', async (t) => {
    const server = await signalServer(t, { config: { workers: 2 } });
    const rooms = [await onStage(server), await onStage(server)];
    const [first] = server.workerPids();
    process.kill(first!, 'SIGKILL');
    await until(() => rooms.flatMap(({ host }) => host.events('MediaReset')).length, (count) => count === 1, { what: 'one room is reset' });
    await until(() => server.workerPids().length, (count) => count === 2, { what: 'both workers are alive' });
    await Promise.all(rooms.map(({ host }) => host.settled()));
    assert.equal(rooms.flatMap(({ host }) => host.events('MediaReset')).length, 1);
  });
});
