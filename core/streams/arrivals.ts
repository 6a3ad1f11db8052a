/** `step`: how much later its media belongs than that of the piece before. */
interface Arrival { readonly at: number; readonly bytes: number; readonly delay: number; readonly step: number }

/** The quickest delivery within this is what all others are measured by; longer than any congestion is left to last. */
const baselineSec = 30;
const rateMs = 1000;
/** Less than this says nothing of a rate. */
const leastRateMs = 300;
/** Silence that is no sign of anything: a frame of a slow camera. */
const quietMs = 120;
/** Of a camera in the dark. */
const mostStepMs = 200;
/** The least that is told, also where there is nothing to tell it by. */
const leastStepMs = 30;

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
    const delay = now - mediaMs;
    const arrival = { at: now, bytes, delay, step: this.#last ? mediaMs - this.#last.at + this.#last.delay : 0 };
    this.#firstAt ??= now;
    this.#recent.push(arrival);
    while (this.#recent[0] && this.#recent[0].at < now - rateMs) this.#recent.shift();
    this.#baseline.add(arrival.delay, now);
    this.#last = arrival;
    return arrival.delay - this.#baseline.delay;
  }

  /** How late the newest piece was, or how overdue the next one is, after a patience in ms: the larger. */
  lagMs(now: number, patienceMs = quietMs): number {
    return this.#last ? Math.max(this.#last.delay - this.#baseline.delay, now - this.#last.at - patienceMs) : 0;
  }

  /** The longest from one piece to the next of late, in ms of media: 200 at most. */
  get stepMs(): number {
    return Math.min(mostStepMs, Math.max(leastStepMs, ...this.#recent.map(({ step }) => step)));
  }

  /** Over the last second, or a shorter `window` in ms. */
  bitsPerSecond(now: number, window = rateMs): number {
    const bytes = this.#recent.reduce((total, { at, bytes: size }) => total + (at > now - window ? size : 0), 0);
    const span = Math.min(window, Math.max(leastRateMs, now - (this.#firstAt ?? now)));
    return (bytes * 8000) / span;
  }
}
