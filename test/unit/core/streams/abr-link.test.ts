import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Adapter } from '../../../../core/streams/adapter.ts';
import { Feed } from '../../../../core/streams/feed.ts';
import { Lane, type OpenFeed } from '../../../../core/streams/lane.ts';
import { Playhead, type PlayheadVideo } from '../../../../core/streams/playhead.ts';
import type { QualityLevel } from '../../../../core/streams/playback.ts';
import { Timeline } from '../../../../core/streams/timeline.ts';
import { TrackBuffer } from '../../../../core/streams/track-buffer.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { FakeSourceBuffer } from '../../../support/fake-source-buffer.ts';
import { SimulatedRelay } from '../../../support/simulated-relay.ts';

const levels: readonly QualityLevel[] = [
  { name: 'video/180p', height: 180, bitrate: 300_000 },
  { name: 'video/360p', height: 360, bitrate: 900_000 },
  { name: 'video/720p', height: 720, bitrate: 2_500_000 },
];
const tickMs = 20;

/** A viewer of the simulated relay: all that decides, with a clock of the test's own in the place of a browser's. */
function watch(capacity: number) {
  const clock = createFakeClock();
  const relay = new SimulatedRelay(clock, levels.map(({ name, bitrate }) => ({ name, bitrate: bitrate! })), { capacity });
  const source = new FakeSourceBuffer();
  const timeline = new Timeline();
  const video = { currentTime: 0, playbackRate: 1, paused: false, readyState: 4, seeking: false, buffered: source.buffered } satisfies PlayheadVideo;
  const playhead = new Playhead(video, timeline, clock);
  const session = relay.session();
  const open = (track: string): OpenFeed => (priority, baseline, handlers, from) => new Feed(session, ['s'], track, { priority, clock, baseline, handlers, from });
  const shown: { at: number; track: string }[] = [];
  const lane = new Lane({
    kind: 'video', timeline, clock, playhead: () => video.currentTime, over: () => {},
    buffer: new TrackBuffer(source, 'video/mp4', { playhead: () => video.currentTime, failed: (cause) => { throw cause; } }),
    switched: (track) => shown.push({ at: clock.now(), track }),
    missed: (ms) => playhead.target.missed(ms, clock.now()),
    arrived: (lag) => playhead.target.arrived(lag, clock.now()),
  });
  const adapter = new Adapter({ now: clock.now, video, open, chose: () => {} });
  const stalls: number[] = [];
  let still = 0;

  function tick(): void {
    clock.advance(tickMs);
    Object.assign(video, { buffered: source.buffered });
    const { aheadMs } = playhead;
    if (playhead.started && aheadMs > 0) {
      video.currentTime += Math.min(aheadMs / 1000, (tickMs / 1000) * video.playbackRate);
      if (still > 0) stalls.push(still);
      still = 0;
    } else if (playhead.started) still += tickMs;
    playhead.tick(lane.feed);
    if (!playhead.started) return;
    if (playhead.aheadMs < 40) lane.starved();
    adapter.look([lane], lane, levels, playhead.aheadMs);
  }
  return {
    clock, relay, playhead, shown, stalls, lane, video,
    start: (track: string) => lane.play(open(track)),
    run(ms: number) { for (let passed = 0; passed < ms; passed += tickMs) tick(); },
    /** ms from now until this rendition shows. */
    until(track: string, withinMs: number): number {
      const from = clock.now();
      while (lane.current?.track !== track && clock.now() - from < withinMs) tick();
      assert.equal(lane.current?.track, track, `not within ${withinMs} ms; shown: ${JSON.stringify(shown.map((each) => [each.track, each.at - from]))}`);
      return clock.now() - from;
    },
  };
}

describe('renditions over a link that changes', () => {
  it('start with what was chosen, and stay there while it fits', () => {
    const viewer = watch(4_000_000);
    viewer.start('video/720p');
    viewer.run(20_000);
    assert.deepEqual(viewer.shown.map(({ track }) => track), ['video/720p']);
    assert.deepEqual(viewer.stalls, []);
    assert.ok(viewer.playhead.aheadMs > 60 && viewer.playhead.aheadMs < 350, `${viewer.playhead.aheadMs} ms ahead`);
  });

  it('go down within 3 s when 4 Mb/s fall to 0.8, and up again within 3 s, without a stall over 300 ms', (test) => {
    for (const phase of [0, 250, 500, 750]) {
      const viewer = watch(4_000_000);
      viewer.start('video/720p');
      viewer.run(10_000 + phase);
      viewer.relay.capacity = 800_000;
      const down = viewer.until('video/180p', 3000);
      viewer.run(10_000);
      viewer.relay.capacity = 4_000_000;
      const step = viewer.until('video/360p', 3000);
      const up = viewer.until('video/720p', 6000);
      viewer.run(5000);
      test.diagnostic(`phase ${phase}: down in ${down} ms, up in ${step} and ${up} ms, stalls ${viewer.stalls.join(' ') || 'none'}`);
      assert.ok(Math.max(0, ...viewer.stalls) <= 300, `stalls ${viewer.stalls.join(' ')} in phase ${phase}`);
    }
  });

  it('try for more without harm where there is no more', () => {
    const viewer = watch(1_300_000);
    viewer.start('video/360p');
    viewer.run(60_000);
    assert.deepEqual(viewer.stalls, []);
    assert.equal(viewer.lane.current?.track, 'video/360p');
  });
});
