interface Arrival { readonly at: number; readonly bytes: number; readonly delay: number }

/** The quickest delivery within this is what all others are measured by; longer than any congestion is left to last. */
const baselineSec = 30;
const rateMs = 1000;
/** Less than this says nothing of a rate. */
const leastRateMs = 300;
/** Silence that is no sign of anything: a frame of a slow camera. */
const quietMs = 120;

/** The quickest delivery of late: what renditions of one picture are all measured by. Times in ms. */
export class Baseline {
  /** By second, so that half a minute takes thirty numbers. */
  readonly #quickest = new Map<number, number>();

  add(delay: number, now: number): void {
    const second = Math.floor(now / 1000);
    this.#quickest.set(second, Math.min(delay, this.#quickest.get(second) ?? Infinity));
    for (const key of this.#quickest.keys()) if (key < second - baselineSec) this.#quickest.delete(key);
  }

  get delay(): number {
    return Math.min(...this.#quickest.values());
  }
}

/** Measures how one rendition comes in: how much, and how much later than it could. Times in ms. */
export class Arrivals {
  readonly #baseline: Baseline;
  readonly #recent: Arrival[] = [];
  #last: Arrival | undefined;
  #firstAt: number | undefined;

  constructor(baseline = new Baseline()) {
    this.#baseline = baseline;
  }

  /** A piece came whose media belongs at `mediaMs`. Returns how late it is. */
  add(bytes: number, mediaMs: number, now: number): number {
    const arrival = { at: now, bytes, delay: now - mediaMs };
    this.#firstAt ??= now;
    this.#recent.push(arrival);
    while (this.#recent[0] && this.#recent[0].at < now - rateMs) this.#recent.shift();
    this.#baseline.add(arrival.delay, now);
    this.#last = arrival;
    return arrival.delay - this.#baseline.delay;
  }

  /** How late the newest piece was, or how overdue the next one is: the larger. */
  lagMs(now: number): number {
    if (!this.#last) return 0;
    return Math.max(this.#last.delay - this.#baseline.delay, now - this.#last.at - quietMs);
  }

  /** Over the last second, or a shorter `window` in ms. */
  bitsPerSecond(now: number, window = rateMs): number {
    const bytes = this.#recent.reduce((total, { at, bytes: size }) => total + (at > now - window ? size : 0), 0);
    const span = Math.min(window, Math.max(leastRateMs, now - (this.#firstAt ?? now)));
    return (bytes * 8000) / span;
  }
}
