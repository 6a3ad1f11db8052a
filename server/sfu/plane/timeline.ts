import { Lateness } from './lateness.ts';

export interface TimelineOptions {
  /** Units per second of the timestamps that come and of the times that go out. */
  readonly rate: number;
  /** The time, in ms of the server's clock, that media times count from: the same for all tracks of a room. */
  readonly epoch: number;
  /** How far one second of media may be bent, in ms, to follow a clock that runs differently. */
  readonly bendMs: number;
}

interface Placed { readonly relative: number; readonly time: number; readonly key: boolean; readonly arrivedAt: number }

/** A keyframe this long after another layer's, ms, is of the same picture. */
const togetherMs = 250;
/** A stream this far off, ms, was stopped or began anew: it is not bent but goes on from now. */
const lostMs = 300;
const mostPlaced = 64;

/**
 * Times of one source's frames on the clock of the room. The streams of its layers each count from a number of their own;
 * the frames that they have in common get the very same time, so that a player may change from one to the other.
 */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #late = new Lateness();
  /** By stream: what is taken off its timestamps, so that all count alike. */
  readonly #origins = new Map<string, number>();
  #placed: Placed[] = [];
  /** Added to what the streams count, in units. */
  #base: number | undefined;
  #latest = -Infinity;

  constructor(options: TimelineOptions) {
    this.#options = options;
  }

  /** The media time, in units from the room's epoch, of a frame that came at `now`. It may step back where a stream was found to be ahead. */
  place(stream: string, timestamp: number, { key, now }: { readonly key: boolean; readonly now: number }): number {
    const relative = timestamp - this.#originOf(stream, timestamp, { key, now });
    const same = this.#placed.find((placed) => placed.relative === relative);
    if (same) return same.time;
    this.#base ??= this.#timeAt(now) - relative;
    this.#follow(relative, now);
    const time = Math.max(0, Math.round(relative + this.#base));
    this.#placed = [...this.#placed.slice(1 - mostPlaced), { relative, time, key, arrivedAt: now }];
    this.#latest = Math.max(this.#latest, relative);
    return time;
  }

  /** When what has this media time was captured, as near as one can tell from here: ms since the epoch. */
  capturedAt(time: number): number {
    return this.#options.epoch + this.#ms(time);
  }

  #timeAt(now: number): number {
    return Math.round(((now - this.#options.epoch) * this.#options.rate) / 1000);
  }

  #ms(units: number): number {
    return (units * 1000) / this.#options.rate;
  }

  #originOf(stream: string, timestamp: number, { key, now }: { readonly key: boolean; readonly now: number }): number {
    const known = this.#origins.get(stream);
    if (known !== undefined) return known;
    // A new stream begins with a keyframe, and all layers make one of the same picture.
    const same = this.#placed.findLast((placed) => placed.key && key && now - placed.arrivedAt <= togetherMs);
    const relative = same?.relative ?? (this.#base === undefined ? 0 : Math.round(this.#timeAt(now) - this.#base));
    this.#origins.set(stream, timestamp - relative);
    return timestamp - relative;
  }

  /** Moves the base towards where the fastest packets say that it is. */
  #follow(relative: number, now: number): void {
    const { rate, bendMs } = this.#options;
    const least = this.#late.note(this.#ms(this.#timeAt(now) - relative - this.#base!), now);
    const passed = Number.isFinite(this.#latest) ? Math.max(0, this.#ms(relative - this.#latest)) : 0;
    const most = Math.abs(least) > lostMs ? Infinity : (passed / 1000) * bendMs;
    const units = (Math.max(-most, Math.min(most, least)) * rate) / 1000;
    this.#base! += units;
    this.#late.shift(this.#ms(units));
  }
}
