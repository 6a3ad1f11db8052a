import type { Clock } from '../clock.ts';
import { codecString } from '../wire/cmaf/codec-string.ts';
import { readInit } from '../wire/cmaf/read-init.ts';
import type { Track } from '../wire/cmaf/track.ts';
import { Baseline } from './arrivals.ts';
import { priorities, type Feed, type FeedHandlers, type GroupChoice, type Piece } from './feed.ts';
import type { Gaps } from './gaps.ts';
import type { PictureFeed } from './live-edge.ts';
import type { Timeline } from './timeline.ts';
import type { TrackBuffer } from './track-buffer.ts';

export interface LaneOptions {
  readonly kind: 'video' | 'audio';
  readonly buffer: TrackBuffer;
  readonly timeline: Timeline;
  readonly clock: Clock;
  /** In seconds. */
  readonly playhead: () => number;
  /** A rendition is what plays from now on. */
  readonly switched: (track: string) => void;
  /** How much later than the quickest a piece of what plays came, in ms. */
  readonly arrived: (lagMs: number) => void;
  /** A place to change the rendition at came this much too late, in ms. */
  readonly missed: (ms: number) => void;
  /** What played has ended. */
  readonly over: (code: Parameters<FeedHandlers['over']>[0], reason: string) => void;
}

/** Opens a subscription for this lane. */
export type OpenFeed = (priority: number, baseline: Baseline, handlers: FeedHandlers, from?: GroupChoice) => Feed;

/** So little before the playhead, in s, that it cannot be changed any more. */
const tooSoon = 0.03;
/** So near, in s, one frame follows the other. */
const nearly = 0.07;
/** With so many pieces of the next at hand, what is missing of the present is not waited for. */
const manyHeld = 12;

/**
 * What one `SourceBuffer` plays: one rendition at a time. The next one comes beside it and takes over where a group of
 * its own begins, so that nothing is missing between them, whatever the reason: another quality, a new token, a new session.
 */
export class Lane {
  readonly #options: LaneOptions;
  readonly baseline = new Baseline();
  #current: Feed | undefined;
  #next: Feed | undefined;
  #trial = false;
  /** The newest group of what comes next, as far as it is here. */
  #held: Piece[] = [];
  /** The init segment of what is fed now, as text: they are compared once a group. */
  #begun = '';
  /** What is fed now, as its init segment describes it. */
  track: Track | undefined;
  /** What is added to the times of what is fed now, in s. */
  offset = 0;
  /** Without it the playhead hops over what is missing, or waits for it. */
  gaps: Gaps | undefined;
  /** Where what was fed so far ends, in s on the timeline. */
  end = 0;
  /** When a piece last came, ms. */
  fedAt: number | undefined;
  /** The last two groups that were fed: where each began, and where what was there before it ends, in s on the timeline. */
  groups: readonly { readonly start: number; readonly before: number }[] = [];

  constructor(options: LaneOptions) {
    this.#options = options;
    import('./gaps.ts').then((module) => { this.gaps = new module.Gaps(this, options); }, () => {});
  }

  get kind(): 'video' | 'audio' { return this.#options.kind; }
  get current(): Feed | undefined { return this.#current; }
  get next(): Feed | undefined { return this.#next; }
  get trial(): Feed | undefined { return this.#trial ? this.#next : undefined; }

  /** How what plays comes in. */
  get feed(): PictureFeed | undefined {
    const arrivals = this.#current?.arrivals;
    return arrivals && { overdueMs: arrivals.lagMs(this.#options.clock.now(), arrivals.stepMs), stepMs: arrivals.stepMs };
  }

  /** Goes over to another feed as soon as that can be without a gap. */
  play(open: OpenFeed, from?: GroupChoice): void {
    this.#drop();
    this.#current?.setPriority(priorities.leaving);
    this.#open(open, priorities[this.kind], from);
  }

  /** Reads another feed beside, after everything else; `commit` or `giveUp` says what becomes of it. */
  try(open: OpenFeed, from?: GroupChoice): void {
    this.#drop();
    this.#trial = true;
    this.#open(open, priorities.trial, from);
  }

  commit(): void {
    this.#trial = false;
    this.#next?.setPriority(priorities.video);
    this.#takeOver();
  }

  giveUp(): void {
    this.#drop();
    this.#current?.setPriority(priorities.video);
  }

  /** What plays is about to run out: what comes next takes over with what there is of it. Returns whether it did. */
  starved(): boolean {
    if (this.#trial || !this.#next || this.#held.length === 0) return false;
    this.#become();
    return true;
  }

  close(): void {
    this.#drop();
    this.#current?.close();
    this.#current = undefined;
  }

  #open(open: OpenFeed, priority: number, from?: GroupChoice): void {
    this.#next = open(priority, this.baseline, {
      piece: (piece, feed) => this.#piece(piece, feed),
      over: (code, reason, feed) => this.#over(code, reason, feed),
    }, from);
  }

  #drop(): void {
    this.#next?.close();
    this.#next = undefined;
    this.#trial = false;
    this.#held = [];
  }

  #piece(piece: Piece, feed: Feed): void {
    const { timeline, clock } = this.#options;
    const now = clock.now();
    const offset = timeline.offset(feed.track, piece.time, piece.init || !this.track ? piece.capturedAt : undefined, now);
    const lag = feed.arrivals.add(piece.bytes.length, (piece.time + offset) * 1000, now);
    if (feed === this.#current) {
      this.#options.arrived(lag);
      return this.#feed(piece, offset);
    }
    if (feed !== this.#next) return;
    if (piece.init) this.#held = [];
    if (piece.init || this.#held.length > 0) this.#held.push(piece);
    if (!this.#trial) this.#takeOver();
  }

  /** Where a group of the next begins that is yet to be played, it goes on with that. */
  #takeOver(): void {
    const [first] = this.#held;
    if (!first || !this.#next) return;
    const start = first.time + this.#offsetOf(this.#next, first);
    const room = start - this.#options.playhead();
    // What plays may still bring what lies before.
    const isWhole = this.end >= start - nearly || this.#held.length > manyHeld;
    if (!this.#current || (room >= tooSoon && isWhole)) return this.#become();
    if (this.#held.length === 1 && room > -1 && room < tooSoon) this.#options.missed((tooSoon - room) * 1000);
  }

  #become(): void {
    const feed = this.#next!;
    this.#current?.close();
    this.#current = feed;
    this.#next = undefined;
    for (const piece of this.#held.splice(0)) this.#feed(piece, this.#offsetOf(feed, piece));
    this.#options.switched(feed.track);
  }

  #offsetOf(feed: Feed, piece: Piece): number {
    return this.#options.timeline.offset(feed.track, piece.time, undefined, this.#options.clock.now());
  }

  #feed(piece: Piece, offset: number): void {
    const { init, time, duration } = piece;
    if (init && (this.#begun !== init.join() || offset !== this.offset)) {
      this.track = readInit(init).track;
      this.#options.buffer.begin(init, `${this.kind}/mp4; codecs="${codecString(this.track)}"`, offset);
      this.#begun = init.join();
      this.offset = offset;
    }
    const at = this.offset;
    if (init) this.groups = [...this.groups, { start: time + at, before: this.end }].slice(-2);
    this.#options.buffer.append(this.gaps?.bridged(piece, this.end > 0 ? this.end - at : undefined) ?? piece.bytes);
    this.end = time + duration + at;
    this.fedAt = this.#options.clock.now();
  }

  #over(code: Parameters<FeedHandlers['over']>[0], reason: string, feed: Feed): void {
    if (feed === this.#next) {
      this.#drop();
      if (!this.#current) this.#options.over(code, reason);
    } else if (feed === this.#current) {
      this.#current = undefined;
      if (!this.#next) this.#options.over(code, reason);
      else if (!this.#trial) this.#takeOver();
    }
  }
}
