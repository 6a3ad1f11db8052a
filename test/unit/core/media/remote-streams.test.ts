import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastPictureMs, RemoteStreams } from '../../../../core/media/remote-streams.ts';
import { createFakeClock } from '../../../../core/testing/fake-clock.ts';
import { FakeStream, FakeTrack } from '../../../../core/testing/fake-tracks.ts';

const camera = { peerId: 'host:1', producerId: 'a', source: 'camera' } as const;
const track = (kind: 'audio' | 'video') => new FakeTrack(kind) as unknown as MediaStreamTrack;

function create() {
  const clock = createFakeClock();
  return { clock, streams: new RemoteStreams(clock, () => new FakeStream() as unknown as MediaStream) };
}

test('camera and microphone share a stream, the screen has its own', () => {
  const { streams } = create();
  const stream = streams.add(camera, track('video'));
  assert.equal(streams.add({ ...camera, source: 'mic' }, track('audio')), stream);
  assert.notEqual(streams.add({ ...camera, source: 'screen' }, track('video')), stream);
  assert.deepEqual([...streams.$streams.get()].map(([key, { hasVideo, hasAudio }]) => [key, hasVideo, hasAudio]), [['host:1:camera', true, true], ['host:1:screen', true, false]]);
  streams.close();
});

test('the last picture stands for a while, then goes', async () => {
  const { streams, clock } = create();
  streams.add(camera, track('video'));
  streams.remove(camera);
  await clock.advance(lastPictureMs - 1);
  assert.equal(streams.$streams.get().get('host:1:camera')?.hasVideo, true);
  await clock.advance(1);
  assert.equal(streams.$streams.get().get('host:1:camera')?.hasVideo, false);
});

test('a track that is replaced in time is never missed', async () => {
  const { streams, clock } = create();
  const stream = streams.add(camera, track('video'));
  streams.remove(camera);
  const next = track('video');
  assert.equal(streams.add({ ...camera, producerId: 'b' }, next), stream);
  await clock.advance(lastPictureMs * 2);
  assert.deepEqual(stream.getTracks(), [next]);
});

test('whoever leaves the stage takes tracks and timers along', () => {
  const { streams, clock } = create();
  const stream = streams.add(camera, track('video'));
  streams.remove(camera);
  streams.remove({ ...camera, peerId: 'nobody' });
  streams.keepOnly(new Set(['host:2']));
  assert.deepEqual([streams.$streams.get().size, stream.getTracks().length, clock.pending()], [0, 0, 0]);
});
