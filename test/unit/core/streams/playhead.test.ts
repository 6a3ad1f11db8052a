import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Playhead, type PlayheadVideo } from '../../../../core/streams/playhead.ts';
import { Timeline } from '../../../../core/streams/timeline.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';

type Range = readonly [start: number, end: number];

/** A video whose buffer a test fills. It seeks as browsers do: that ends where there is something to show. */
class FakeVideo {
  paused = false;
  playbackRate = 1;
  readyState = 4;
  ranges: readonly Range[] = [];
  #at = 0;
  get buffered(): TimeRanges {
    return { length: this.ranges.length, start: (index: number) => this.ranges[index]![0], end: (index: number) => this.ranges[index]![1] };
  }
  get seeking(): boolean { return !this.ranges.some(([start, end]) => start <= this.#at && this.#at < end); }
  get currentTime(): number { return this.#at; }
  set currentTime(seconds: number) { this.#at = seconds; }
}

describe('the playhead', () => {
  let clock: FakeClock;
  let video: FakeVideo;
  let playhead: Playhead;
  beforeEach(() => {
    clock = createFakeClock();
    video = new FakeVideo();
    playhead = new Playhead(video as PlayheadVideo, new Timeline(), clock);
  });

  /** Ticks as a playback does; what is there plays. */
  function run(ms: number): void {
    for (let spent = 0; spent < ms; spent += 25) {
      clock.advance(25);
      if (!video.paused && !video.seeking) video.currentTime += 0.025 * video.playbackRate;
      playhead.tick();
    }
  }

  it('begins near the end of what came at once', () => {
    video.ranges = [[10, 12]];
    run(50);
    assert.ok(playhead.started);
    assert.ok(Math.abs(12 - video.currentTime - 0.13) < 0.05, String(video.currentTime));
  });

  it('goes to where the picture begins, when sound alone had said where to begin and no seek there can end', () => {
    video.ranges = [[10, 10.1]];
    run(75);
    assert.ok(playhead.started && video.currentTime < 10.1);
    video.ranges = [[10.25, 11]];
    assert.ok(video.seeking);
    run(150);
    assert.ok(!video.seeking && video.currentTime >= 10.25, String(video.currentTime));
    run(500);
    assert.ok(video.currentTime > 10.5);
  });

  it('leaves a seek alone that has where to end', () => {
    video.ranges = [[10, 12]];
    run(50);
    video.ranges = [[5, 6], [10, 12]];
    playhead.live = false;
    video.currentTime = 5.2;
    const { currentTime } = video;
    Object.defineProperty(video, 'seeking', { value: true });
    for (let turn = 0; turn < 20; turn++) {
      clock.advance(25);
      playhead.tick();
    }
    assert.equal(video.currentTime, currentTime);
  });

  it('jumps over a hole after a moment, and counts what stands still as a stall', () => {
    video.ranges = [[10, 10.5], [11, 13]];
    playhead.live = false;
    run(50);
    video.currentTime = 10.49;
    run(50);
    assert.ok(video.currentTime < 10.6);
    run(150);
    assert.ok(video.currentTime >= 11, String(video.currentTime));
    assert.equal(playhead.stalls, 0);
    video.ranges = [];
    run(300);
    assert.deepEqual([playhead.stalls, playhead.stalled], [1, true]);
  });

  it('moves nothing while it is paused', () => {
    video.ranges = [[10, 10.1]];
    run(75);
    video.paused = true;
    video.ranges = [[10.25, 11]];
    const { currentTime } = video;
    run(500);
    assert.equal(video.currentTime, currentTime);
    assert.equal(playhead.stalls, 0);
  });
});
