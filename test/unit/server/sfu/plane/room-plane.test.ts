import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { createWorker } from 'mediasoup';
import type { Producer, Router, Worker } from 'mediasoup/types';
import { joined } from '../../../../../core/wire/bytes/byte-writer.ts';
import { readFragment } from '../../../../../core/wire/cmaf/read-fragment.ts';
import { systemClock } from '../../../../../server/clock.ts';
import { createLogger } from '../../../../../server/observe/logger.ts';
import { roomCodecs } from '../../../../../server/sfu/codecs.ts';
import { RoomPlane } from '../../../../../server/sfu/plane/room-plane.ts';
import { ensureFfmpeg, frameSums, probe } from '../../../../support/ffmpeg.ts';
import { MemoryPublication } from '../../../../support/memory-publication.ts';
import { until } from '../../../../support/until.ts';

const h264 = { mimeType: 'video/H264', payloadType: 102, clockRate: 90_000, parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' } };
const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
const layers = [{ ssrc: 1001, size: '160x90' }, { ssrc: 1002, size: '320x180' }];

/** A place that packets sent from this machine go to. All of a producer must come from one address, and FFmpeg has one for each stream. */
async function door(router: Router) {
  const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: true, comedia: true });
  const socket: Socket = createSocket('udp4');
  socket.on('message', (bytes) => socket.send(bytes, transport.tuple.localPort, '127.0.0.1'));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { transport, socket, url: `rtp://127.0.0.1:${socket.address().port}` };
}

/** FFmpeg as a page that sends a picture in two layers and a voice, each from timestamps of its own. */
function sender(video: string, audio: string): ChildProcess {
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline', '-level', '3.1', '-force_key_frames', 'expr:gte(t,n_forced*1)', '-payload_type', '102'];
  return spawn('ffmpeg', ['-hide_banner', '-v', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25', '-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000',
    '-filter_complex', `[0:v]split=2[a][b];[a]scale=160:90[low];[b]null[high]`,
    ...layers.flatMap(({ ssrc }, index) => ['-map', index === 0 ? '[low]' : '[high]', ...encode, '-ssrc', String(ssrc), '-f', 'rtp', video]),
    '-map', '1:a', '-c:a', 'libopus', '-ac', '2', '-frame_duration', '20', '-payload_type', '111', '-ssrc', '2001', '-f', 'rtp', audio], { stdio: ['ignore', 'ignore', 'inherit'] });
}

describe('what broadcasters send, for an audience', { timeout: 60_000 }, () => {
  let worker: Worker;
  let router: Router;
  let page: ChildProcess;
  let camera: Producer;
  let mic: Producer;
  const publication = new MemoryPublication();
  const wanting: string[] = [];
  const sockets: Socket[] = [];
  let name = 'Ada';
  const plane = new RoomPlane({ clock: systemClock, logger: createLogger({ level: 'silent' }), publish: () => publication, nameOf: () => name });

  before(async () => {
    await ensureFfmpeg();
    worker = await createWorker({ logLevel: 'error' });
    router = await worker.createRouter({ mediaCodecs: [...roomCodecs.plain.media] });
    const [video, audio] = [await door(router), await door(router)];
    sockets.push(video.socket, audio.socket);
    camera = await video.transport.produce({ kind: 'video', rtpParameters: { codecs: [h264], encodings: layers.map(({ ssrc }) => ({ ssrc, maxBitrate: 300_000 })) } });
    mic = await audio.transport.produce({ kind: 'audio', rtpParameters: { codecs: [opus], encodings: [{ ssrc: 2001 }] } });
    for (const [source, producer] of [['camera', camera], ['mic', mic]] as const) plane.added({ peerId: 'ada', source, producer, router, wants: ({ producerId }) => void wanting.push(producerId) });
    page = sender(video.url, audio.url);
  });
  after(async () => {
    plane.close('over');
    if (page && page.exitCode === null) {
      const gone = once(page, 'exit');
      page.kill('SIGKILL');
      await gone;
    }
    for (const socket of sockets) socket.close();
    worker?.close();
  });

  /** The tracks as files: what a player that came at the second group would have. */
  const file = (track: string): Uint8Array => joined(publication.groups(track).slice(1).flatMap(([init, ...fragments], index) => [...(index === 0 ? [init!] : []), ...fragments]).map(({ payload }) => payload));

  it('is a track for each layer and one for the voice, in groups that begin with the init segment', async () => {
    await until(() => publication.names.map((track) => publication.groups(track).length), (counts) => counts.length === 3 && counts.every((count) => count >= 5), { what: 'four groups of each' });
    assert.deepEqual(publication.names, ['ada/audio', 'ada/video/180p', 'ada/video/90p']);
    assert.deepEqual(new Set(wanting), new Set([camera.id, mic.id]), 'its layers are wanted');
    for (const track of publication.names) {
      for (const [init, first, ...rest] of publication.groups(track).slice(0, -1)) {
        assert.deepEqual([init!.subgroup, init!.object, init!.priority], [0, 0, 0]);
        assert.deepEqual([first!.subgroup, first!.object, readFragment(first!.payload).samples[0]!.key], [1, 1, true]);
        assert.ok(rest.every((object, index) => object.subgroup === 1 && object.object === index + 2));
        assert.ok(track.endsWith('audio') || rest.every(({ payload }) => readFragment(payload).samples.length === 1));
      }
      const numbers = publication.groups(track).map(([init]) => init!.group);
      assert.deepEqual(numbers, numbers.map((_, index) => numbers[0]! + index));
    }
  });

  it('says in its catalog what there is, whose it is and what they are called', () => {
    const tracks = publication.catalog?.tracks.map(({ name: track, kind, codec, width, height, bitrate, source, label }) => [track, kind, codec.slice(0, 4), width, height, bitrate, source, label]);
    assert.deepEqual(tracks, [
      ['ada/video/180p', 'video', 'avc1', 320, 180, 300_000, 'ada', 'Ada'],
      ['ada/video/90p', 'video', 'avc1', 160, 90, 300_000, 'ada', 'Ada'],
      ['ada/audio', 'audio', 'opus', undefined, undefined, 48_000, 'ada', 'Ada'],
    ]);
  });

  it('plays: FFmpeg finds every frame in it, and none that is broken', async () => {
    for (const [track, codec, height] of [['ada/video/180p', 'h264', 180], ['ada/video/90p', 'h264', 90], ['ada/audio', 'opus', undefined]] as const) {
      const bytes = file(track);
      const [stream] = await probe(bytes);
      assert.deepEqual([stream?.codec_name, stream?.height], [codec, height]);
      assert.ok((await frameSums(bytes)).length >= 60, track);
    }
  });

  it('has the layers’ frames at the same times, under the same group numbers, and the voice beside them', () => {
    const timesOf = (track: string) => new Map(publication.groups(track).map((group) => [group[0]!.group, group.slice(1).map(({ payload }) => readFragment(payload))]));
    const [low, high] = [timesOf('ada/video/90p'), timesOf('ada/video/180p')];
    const shared = [...low.keys()].filter((group) => high.has(group)).slice(0, -1);
    assert.ok(shared.length >= 3);
    for (const group of shared) assert.deepEqual(low.get(group)!.map(({ samples }) => samples[0]!.decodeTime), high.get(group)!.map(({ samples }) => samples[0]!.decodeTime));
    const fragments = [...high.values()].flat();
    const samples = fragments.map((part) => part.samples[0]!);
    const apart = samples.slice(1).filter(({ decodeTime }, index) => samples[index]!.decodeTime + samples[index]!.duration !== decodeTime);
    assert.ok(apart.length <= samples.length / 20, `of ${samples.length} frames ${apart.length} do not follow each other`);
    const voice = [...timesOf('ada/audio').values()].flat();
    const [v, a] = [fragments.at(-1)!, voice.findLast(({ capturedAt }) => capturedAt! <= fragments.at(-1)!.capturedAt!)!];
    assert.ok(Math.abs(v.samples[0]!.decodeTime / 90 - a.samples[0]!.decodeTime / 48 - (v.capturedAt! - a.capturedAt!)) < 1, 'one clock');
    assert.ok(Math.abs(Date.now() - v.capturedAt!) < 5000);
  });

  it('tells of a new name, of a camera that is off, and of one that is on again', async () => {
    name = 'Ada L.';
    plane.renamed('ada');
    await until(() => publication.catalog, (catalog) => catalog!.tracks.every(({ label }) => label === 'Ada L.'), { what: 'the name is told' });
    await camera.pause();
    await until(() => publication.catalog!.tracks.map((track) => track.name), (names) => names.join() === 'ada/audio', { what: 'the picture is gone' });
    assert.deepEqual(publication.names, ['ada/audio'], 'its tracks have ended');
    const last = publication.objects('ada/video/180p').at(-1)!.group;
    await camera.resume();
    await until(() => publication.objects('ada/video/180p').map(({ group }) => group), (groups) => groups.length > 0 && groups[0]! > last, { what: 'the picture is back, in a later group' });
    await until(() => publication.catalog!.tracks.length, (count) => count === 3, { what: 'and in the catalog' });
  });

  it('goes on with silence when the microphone is muted, and without a gap when it is not any more', async () => {
    await mic.pause();
    const from = publication.objects('ada/audio').length;
    await until(() => publication.objects('ada/audio').length, (count) => count > from + 12, { what: 'silence' });
    assert.ok(publication.catalog!.tracks.some((track) => track.name === 'ada/audio'));
    await mic.resume();
    const muted = publication.objects('ada/audio').length;
    await until(() => publication.objects('ada/audio').slice(muted).some(({ payload }) => payload.length > 200), (isVoice) => isVoice, { what: 'the voice' });
    const fragments = publication.objects('ada/audio').filter(({ object }) => object > 0).map(({ payload }) => readFragment(payload));
    for (const [index, { samples }] of fragments.slice(1).entries()) {
      const before = fragments[index]!.samples.at(-1)!;
      assert.equal(before.decodeTime + before.duration, samples[0]!.decodeTime);
    }
  });

  it('ends with the producer, and with the room', async () => {
    plane.removed(mic.id);
    await until(() => publication.catalog!.tracks.map(({ kind }) => kind), (kinds) => !kinds.includes('audio'), { what: 'the voice is gone' });
    plane.close('room-ended');
    assert.deepEqual([publication.closed, publication.catalog, publication.names], ['room-ended', { version: 1, live: false, tracks: [] }, []]);
    const count = [...publication.tracks.values()].reduce((sum, { objects }) => sum + objects.length, 0);
    plane.added({ peerId: 'bo', source: 'camera', producer: camera, router, wants: () => {} });
    await camera.getStats();
    assert.equal([...publication.tracks.values()].reduce((sum, { objects }) => sum + objects.length, 0), count, 'nothing comes after that');
  });
});
