import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../../../core/errors.ts';
import { settle } from '../../../../core/testing/fake-clock.ts';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { rejectionOf } from '../harness.ts';
import { createBench, media, remote, sources, transportInfo } from './sfu-bench.ts';

test('receiving costs one Consume on the transport that came with Welcome, and lets all flow while it connects', async () => {
  const { port, typesAsked, heard, asked } = createBench();
  port.setRemote(remote);
  const recvTransport = transportInfo();
  await port.open(media({ recvTransport }));
  await settle(200);
  assert.deepEqual(typesAsked(), ['Consume', 'SetConsumerPaused', 'ConnectTransport']);
  assert.deepEqual(heard, ['+ host-1 camera', '+ host-1 mic']);
  const [consume] = asked;
  assert.ok(consume?.type === 'Consume' && consume.transportId === recvTransport.transportId);
  port.close();
});

test('a transport that waited too long for a host is not used any more', async () => {
  const { port, typesAsked, clock } = createBench();
  await port.open(media({ recvTransport: transportInfo() }));
  await clock.advance(limits.transportConnectMs);
  port.setRemote(remote);
  await settle(200);
  assert.equal(typesAsked()[0], 'OpenTransport');
  port.close();
  assert.equal(clock.pending(), 0);
});

test('what others stop publishing is closed, what they add is received', async () => {
  const { port, heard, typesAsked } = createBench();
  await port.open(media());
  port.setRemote(remote);
  await settle(200);
  port.setRemote([remote[1]!, { peerId: 'host-2', producerId: 'b-camera', source: 'camera' }]);
  await settle(200);
  assert.deepEqual(heard, ['+ host-1 camera', '+ host-1 mic', '- host-1 camera', '+ host-2 camera']);
  assert.equal(typesAsked().filter((type) => type === 'OpenTransport').length, 1);
  port.close();
});

test('a stage of forty is asked for in batches the wire allows', async () => {
  const { port, asked } = createBench();
  await port.open(media());
  port.setRemote(Array.from({ length: 40 }, (_, index) => ({ peerId: `host-${index}`, producerId: `p-${index}-mic`, source: 'mic' as const })));
  await settle(2000);
  assert.deepEqual(asked.flatMap((body) => (body.type === 'Consume' ? body.producerIds.length : [])), [16, 16, 8]);
  port.close();
});

test('publishes camera and microphone with three layers', async () => {
  const { port, asked } = createBench();
  await port.open(media());
  await port.setLocal(sources());
  const produced = asked.filter((body) => body.type === 'Produce');
  assert.deepEqual(produced.map(({ source, paused }) => [source, paused]), [['camera', false], ['mic', false]]);
  const encodings = produced[0]!.rtpParameters['encodings'] as unknown as { scalabilityMode: string }[];
  assert.deepEqual(encodings.map(({ scalabilityMode }) => scalabilityMode), ['L1T1', 'L1T1', 'L1T1']);
  port.close();
});

test('sources that were given before the link is there are published by opening it', async () => {
  const { port, typesAsked } = createBench();
  await port.setLocal(sources());
  assert.deepEqual(typesAsked(), []);
  await port.open(media());
  await settle(300);
  assert.deepEqual(typesAsked(), ['OpenTransport', 'ConnectTransport', 'Produce', 'Produce']);
  port.close();
});

test('muting is told to the server, once; a camera that is off keeps its producer', async () => {
  const { port, asked } = createBench();
  const local = sources();
  await port.open(media());
  await port.setLocal(local);
  asked.length = 0;
  const muted = { ...local, mic: { ...local.mic!, paused: true }, camera: { track: null, paused: true } };
  await port.setLocal(muted);
  await port.setLocal(muted);
  assert.deepEqual(asked.map((body) => body.type === 'SetProducerPaused' && body.paused), [true, true]);
  asked.length = 0;
  await port.setLocal(sources());
  assert.deepEqual(asked.map((body) => body.type === 'SetProducerPaused' && body.paused), [false, false]);
  await port.setLocal({});
  assert.deepEqual(asked.slice(2).map(({ type }) => type), ['CloseProducer', 'CloseProducer']);
  port.close();
});

test('a mute that the cut swallowed is told after it', async () => {
  const bench = createBench();
  const local = sources();
  await bench.port.open(media());
  await bench.port.setLocal(local);
  bench.refuse = { SetProducerPaused: new LiveError('server-unreachable') };
  assert.equal((await rejectionOf(bench.port.setLocal({ ...local, mic: { ...local.mic!, paused: true } }))).code, 'server-unreachable');
  assert.deepEqual(bench.failures, [], 'a cut is no failure of media');
  bench.refuse = {};
  bench.asked.length = 0;
  await bench.port.open(media({ kept: true }));
  await settle(200);
  assert.ok(bench.asked.some((body) => body.type === 'SetProducerPaused' && body.paused));
  bench.port.close();
});

test('a picture that someone cannot show is sent in another codec, while there is one', async () => {
  const { port, asked } = createBench(undefined, 'vp9');
  await port.open(media());
  await port.setLocal(sources());
  const codecs = (): unknown[] => asked.flatMap((body) => (body.type === 'Produce' && body.source === 'camera' ? [(body.rtpParameters['codecs'] as unknown as { mimeType: string }[])[0]!.mimeType] : []));
  assert.deepEqual(codecs(), ['video/VP9']);
  const told = { watched: new Map(), relief: 0 } as const;
  await port.setSendLimits({ ...told, unplayable: new Set(['somebody-else’s']) });
  assert.deepEqual(codecs(), ['video/VP9']);
  await port.setSendLimits({ ...told, unplayable: new Set(['mine-1']) });
  await port.setSendLimits({ ...told, unplayable: new Set(['mine-1']) });
  assert.deepEqual(codecs(), ['video/VP9', 'video/VP8'], 'once, and for good');
  await port.setSendLimits({ ...told, unplayable: new Set(['mine-1', 'mine-3']) });
  assert.deepEqual(codecs(), ['video/VP9', 'video/VP8'], 'a picture for some is better than none');
  port.close();
});

test('suspending stops sending, and tells nobody that a track is off', async () => {
  const { port, asked } = createBench();
  await port.open(media());
  await port.setLocal(sources());
  asked.length = 0;
  await port.setSuspended(true);
  await port.setSuspended(false);
  assert.deepEqual(asked, []);
  port.close();
});

test('a worker that was replaced: everything is made anew, the old stays up until then', async () => {
  const { port, heard, typesAsked, handlers, asked } = createBench();
  port.setRemote(remote);
  await port.open(media());
  await port.setLocal(sources());
  await settle(300);
  const before = handlers.length;
  asked.length = 0;
  heard.length = 0;
  await port.open(media());
  await settle(400);
  assert.deepEqual(heard, ['+ host-1 camera', '+ host-1 mic'], 'replaced, never removed');
  assert.deepEqual(typesAsked().filter((type) => type === 'Produce' || type === 'Consume' || type === 'OpenTransport').toSorted(), ['Consume', 'OpenTransport', 'OpenTransport', 'Produce', 'Produce']);
  assert.equal(handlers.length, before * 2);
  await assert.rejects(handlers[0]!.restartIce({} as never), 'the old one is closed');
  port.close();
});

test('what nobody publishes after a reset leaves its tile, and the dead transport is never asked', async () => {
  const bench = createBench();
  bench.port.setRemote(remote);
  await bench.port.open(media());
  await settle(200);
  bench.heard.length = 0;
  bench.asked.length = 0;
  const opened = bench.port.open(media());
  bench.port.setRemote([{ peerId: 'host-1', producerId: 'new-mic', source: 'mic' }]);
  await opened;
  await settle(300);
  assert.deepEqual(bench.heard, ['+ host-1 mic', '- host-1 camera']);
  assert.deepEqual(bench.typesAsked(), ['OpenTransport', 'Consume', 'SetConsumerPaused', 'ConnectTransport']);
  bench.port.close();
});

test('a refused transport is tried again, ever slower, until it is granted', async () => {
  const bench = createBench();
  bench.refuse = { OpenTransport: new LiveError('busy') };
  bench.port.setRemote(remote);
  await bench.port.open(media());
  await settle(200);
  await bench.clock.advance(300);
  assert.deepEqual([bench.typesAsked(), bench.failures], [['OpenTransport', 'OpenTransport'], []], 'a short trouble is not told');
  await bench.clock.advance(5000);
  assert.deepEqual(bench.failures, ['busy', 'busy', 'busy'], 'after 0.75, 1.75 and 3.75 s');
  bench.refuse = {};
  await bench.clock.advance(8000);
  await settle(300);
  assert.deepEqual(bench.heard, ['+ host-1 camera', '+ host-1 mic']);
  assert.equal(bench.failures.at(-1), 'mended');
  bench.handlers.at(-1)!.setConnectionState('connected');
  assert.equal(bench.clock.pending() <= 1, true);
  bench.port.close();
  assert.equal(bench.clock.pending(), 0);
});

test('a publisher who is refused hears of it', async () => {
  const bench = createBench();
  bench.refuse = { Produce: new LiveError('limit-reached') };
  await bench.port.open(media());
  assert.equal((await rejectionOf(bench.port.setLocal(sources()))).code, 'limit-reached');
  bench.port.close();
});

test('a browser that cannot is told once, and not tried again', async () => {
  const { port, failures, clock } = createBench(() => Promise.reject(new Error('not fetched')));
  assert.equal((await rejectionOf(port.open(media()))).code, 'media-failed');
  port.close();
  const unsupported = createBench(() => Promise.reject(Object.assign(new Error('no'), { name: 'UnsupportedError' })));
  assert.equal((await rejectionOf(unsupported.port.open(media()))).code, 'browser-unsupported');
  assert.deepEqual([failures, unsupported.failures, unsupported.clock.pending(), clock.pending()], [[], ['browser-unsupported'], 0, 0]);
  unsupported.port.close();
});

test('quality is asked for pictures only, and kept for those that come later', async () => {
  const { port, asked } = createBench();
  await port.open(media());
  port.setRemote(remote);
  await settle(200);
  await port.setQuality('low');
  port.setRemote([...remote, { peerId: 'host-2', producerId: 'b-camera', source: 'camera' }]);
  await settle(200);
  assert.deepEqual(asked.flatMap((body) => (body.type === 'SetPreferredLayer' ? body.spatial : [])), [0, 0]);
  port.close();
});

test('receives as much of each picture as is wanted, and never less sound', async () => {
  const { port, asked, refuse } = createBench();
  const both = [...remote, { peerId: 'b', producerId: 'b-camera', source: 'camera' as const }];
  const since = (from: number) => asked.slice(from).map((body) => (body.type === 'SetPreferredLayer' ? `${body.type} ${body.spatial}` : body.type === 'SetConsumerPaused' ? `${body.paused ? 'pause' : 'resume'} ${body.consumerIds.length}` : body.type));
  await port.open(media());
  port.setRemote(both);
  await settle();
  let from = asked.length;
  await port.setWanted(new Map([['a-camera', 0], ['b-camera', 2]]));
  assert.deepEqual(since(from), ['SetPreferredLayer 0']);
  from = asked.length;
  await port.setWanted(new Map([['a-camera', 'none'], ['b-camera', 'none']]));
  assert.deepEqual(since(from), ['pause 2'], 'a page in the background is one request');
  from = asked.length;
  await port.setWanted(new Map([['a-camera', 0], ['b-camera', 2]]));
  assert.deepEqual(since(from), ['SetPreferredLayer 0', 'SetPreferredLayer 2', 'resume 2'], 'the layer first');
  from = asked.length;
  await port.setQuality('low');
  assert.deepEqual(since(from), ['SetPreferredLayer 0'], 'only what changes by it');
  refuse.SetPreferredLayer = new LiveError('server-unreachable');
  await assert.rejects(port.setQuality('auto'));
  delete refuse.SetPreferredLayer;
  from = asked.length;
  await port.setQuality('auto');
  assert.deepEqual(since(from), ['SetPreferredLayer 2'], 'what was not heard is asked again');
  refuse.SetConsumerPaused = new LiveError('not-found');
  await port.setWanted(new Map([['a-camera', 'none']]));
  port.close();
});

test('a picture out of sight never starts to flow, and its sound does', async () => {
  const { port, asked } = createBench();
  await port.setWanted(new Map([['a-camera', 'none']]));
  await port.open(media());
  port.setRemote(remote);
  await settle();
  assert.deepEqual(asked.flatMap((body) => (body.type === 'SetConsumerPaused' ? [[body.consumerIds.length, body.paused]] : [])), [[1, false]]);
  port.close();
});
