/** Tracks whose clocks differ by less than this, in ms, count by the same one: what is left is how long reading took. */
const sameMs = 200;
/** A source that was put to sleep, or exchanged for another, is off by more than this, in ms. */
const lostMs = 1000;

/** Puts the timestamps of captured pictures and sounds, each of which begins somewhere, on the time of day. */
export class CaptureClock {
  readonly #offsets = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A frame has just been captured. `timestamp` in µs; returns when that was, in ms since the epoch. */
  captured(track: string, timestamp: number): number {
    const here = this.#now() - timestamp / 1000;
    const known = this.#offsets.get(track);
    if (known === undefined || Math.abs(here - known) > lostMs) {
      const other = [...this.#offsets].find(([name, offset]) => name !== track && Math.abs(offset - here) < sameMs)?.[1];
      this.#offsets.set(track, other ?? here);
    }
    return this.wallTime(track, timestamp);
  }

  /** When a frame that was told of before was captured, in ms since the epoch. */
  wallTime(track: string, timestamp: number): number {
    return (this.#offsets.get(track) ?? 0) + timestamp / 1000;
  }
}
