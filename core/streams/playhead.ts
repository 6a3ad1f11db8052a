import type { Clock } from '../clock.ts';
import { bufferedAheadMs } from './buffered-ahead.ts';
import { BufferTarget, steer, type PictureFeed } from './live-edge.ts';
import type { Timeline } from './timeline.ts';

/** What is used of a video element. */
export type PlayheadVideo = Pick<HTMLVideoElement, 'currentTime' | 'playbackRate' | 'paused' | 'buffered' | 'readyState' | 'seeking'>;

/** In the first moments nobody minds a jump: what a late joiner is given at once is older than it need be. */
const settlingMs = 2500;
const settlingJumpMs = 260;
/** A picture that does not move for so long stands still. */
const stallMs = 150;
/** A hole in what is buffered is jumped over after this. */
const holeMs = 80;

/** Keeps a video at the live edge, over holes and stalls. */
export class Playhead {
  readonly target = new BufferTarget();
  /** Whether it follows the live edge; not while someone looks back. */
  live = true;
  /** Wanted distance from the moment of capture, in ms, where viewers share one. */
  sharedMs: number | undefined;
  stalls = 0;
  stalledMs = 0;
  readonly #video: PlayheadVideo;
  readonly #timeline: Timeline;
  readonly #clock: Clock;
  #startedAt: number | undefined;
  #readyAt: number | undefined;
  #last = 0;
  #movedAt = 0;
  #stalled = false;

  constructor(video: PlayheadVideo, timeline: Timeline, clock: Clock) {
    this.#video = video;
    this.#timeline = timeline;
    this.#clock = clock;
  }

  get stalled(): boolean { return this.#stalled; }
  get started(): boolean { return this.#startedAt !== undefined; }
  /** Whether the picture stands still, though it should not. */
  get still(): boolean { return this.#clock.now() - this.#movedAt > holeMs; }

  /** What is buffered from the playhead on without a hole, in ms. */
  get aheadMs(): number { return bufferedAheadMs(this.#video); }

  /** From the moment of capture to that of being shown, in ms; nothing where the broadcast does not say. */
  get latencyMs(): number | undefined {
    const wall = this.#timeline.wallTime(this.#video.currentTime);
    return wall === undefined || !this.started ? undefined : this.#clock.now() - wall;
  }

  /** Keeps so much more than it needs, in ms; got and given back by the rate of playing, for a jump would be seen. */
  setReserve(ms: number): void {
    this.target.reserveMs = ms;
    if (this.started) this.#startedAt = -Infinity;
  }

  goLive(): void {
    this.live = true;
    this.#toEdge();
  }

  /** `feed`: how the picture comes in, where there is one. */
  tick(feed?: PictureFeed): void {
    const now = this.#clock.now();
    if (!this.started) return this.#start(now);
    this.#watchStall(now);
    if (this.#video.paused) return;
    // Also while it seeks: sound alone may have said where to begin, and a picture that begins later lets no seek there come to an end.
    if (this.#hop() || this.#video.seeking || !this.live) return;
    this.#steer(now, feed);
  }

  /** Begins once there is something, when what came at once has come. */
  #start(now: number): void {
    const { buffered } = this.#video;
    if (buffered.length === 0) return;
    this.#readyAt ??= now;
    const full = (buffered.end(buffered.length - 1) - buffered.start(0)) * 1000 > this.target.ms(now);
    if (now - this.#readyAt < 40 && !full) return;
    this.#startedAt = now;
    this.#movedAt = now;
    this.#toEdge();
  }

  #toEdge(): void {
    const { buffered } = this.#video;
    const index = buffered.length - 1;
    if (index < 0) return;
    const now = this.#clock.now();
    const shared = this.sharedMs === undefined ? undefined : this.#timeline.position(now - this.sharedMs);
    const wanted = shared ?? buffered.end(index) - this.target.ms(now) / 1000;
    this.#video.currentTime = Math.max(buffered.start(index), Math.min(wanted, buffered.end(index) - 0.02));
    this.#startedAt = now;
  }

  #steer(now: number, feed: PictureFeed | undefined): void {
    const targetMs = this.target.ms(now);
    const { aheadMs, latencyMs } = this;
    if (now - this.#startedAt! < settlingMs && this.sharedMs === undefined && aheadMs > targetMs + settlingJumpMs) {
      this.#video.currentTime += (aheadMs - targetMs) / 1000;
      return;
    }
    const shared = this.sharedMs === undefined || latencyMs === undefined ? {} : { shared: { latencyMs, targetMs: this.sharedMs } };
    const { rate, jumpMs } = steer({ aheadMs, targetMs, feed, ...shared });
    if (jumpMs !== undefined) this.#video.currentTime += jumpMs / 1000;
    if (this.#video.playbackRate !== rate) this.#video.playbackRate = rate;
  }

  /** Over a hole, or back to what there is, when the playhead is nowhere. Returns whether it moved. */
  #hop(): boolean {
    if (this.aheadMs > 20 || !this.still) return false;
    const { buffered, currentTime } = this.#video;
    for (let index = 0; index < buffered.length; index++) {
      if (buffered.start(index) <= currentTime) continue;
      this.#video.currentTime = buffered.start(index) + 0.001;
      return true;
    }
    return false;
  }

  #watchStall(now: number): void {
    const { currentTime, paused } = this.#video;
    if (paused || currentTime !== this.#last) {
      if (this.#stalled) this.stalledMs += now - this.#movedAt;
      this.#stalled = false;
      this.#last = currentTime;
      this.#movedAt = now;
    } else if (!this.#stalled && now - this.#movedAt > stallMs) {
      this.#stalled = true;
      this.stalls += 1;
      this.target.stalled(now);
    }
  }
}
