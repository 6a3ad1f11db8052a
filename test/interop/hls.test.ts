import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { before, describe, it } from 'node:test';
import { systemClock } from '../../server/clock.ts';
import { footage, type Footage } from '../fixtures/footage.ts';
import { ensureFfmpeg } from '../support/ffmpeg.ts';
import { hlsServer, streamNamespace } from '../support/hls-server.ts';
import { pictureClip, publishLive, soundClip } from '../support/live-media.ts';

/** Decodes a live playlist to its end; one line for each frame: its stream, its time, its sum. */
async function decoded(url: string, begun: () => void): Promise<{ frames: readonly { stream: number; time: number }[]; complaint: string }> {
  const child = spawn('ffmpeg', ['-hide_banner', '-v', 'error', '-xerror', '-i', url, '-map', '0', '-fps_mode', 'passthrough', '-f', 'framemd5', 'pipe:1']);
  child.stdout.once('data', begun);
  const [out, complaint] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const timebases = new Map([...out.matchAll(/^#tb (\d+): (\d+)\/(\d+)/gm)].map(([, stream, over, under]) => [Number(stream), Number(over) / Number(under)]));
  const frames = out.split('\n').filter((line) => /^\d/.test(line)).map((line) => line.split(',').map(Number)).map(([stream = 0, , pts = 0]) => ({ stream, time: pts * timebases.get(stream)! }));
  return { frames, complaint };
}

describe('LL-HLS with FFmpeg', () => {
  let film: Footage;
  before(async () => {
    await ensureFfmpeg();
    film = await footage({ framesPerSecond: 30, seconds: 8 });
  });

  for (const [coder, sound] of [['Opus', 'libopus'], ['AAC', 'aac']] as const) {
    it(`reads a live stream of H.264 and ${coder} over HTTP and decodes every frame, to its end`, async (t) => {
      const { app, broadcasts } = hlsServer(t);
      const [pictures, sounds] = await Promise.all([pictureClip(film), soundClip(film, sound)]);
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      const live = publishLive(broadcasts.publish(streamNamespace), { 'video/180p': pictures, audio: sounds }, { clock: systemClock, sinceMs: 500 });
      t.after(() => live.stop());
      let stop = (): void => {};
      t.after(() => stop());
      const { frames, complaint } = await decoded(`${url}/hls/lv_1/main.m3u8?tok=good`, () => { stop = systemClock.after(3000, () => live.end()); });
      assert.equal(complaint, '');
      const streams = [...Map.groupBy(frames, ({ stream }) => stream).values()];
      assert.equal(streams.length, 2);
      for (const times of streams.map((list) => list.map(({ time }) => time).toSorted((a, b) => a - b))) {
        assert.ok(times.length >= 90, `${times.length} frames`);
        const gaps = times.slice(1).map((time, index) => time - times[index]!);
        assert.ok(Math.max(...gaps) < 0.05, `nothing is missing: ${Math.max(...gaps)} s`);
      }
    });
  }
});
