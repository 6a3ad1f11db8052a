import type { Clock } from '../../clock.ts';
import { figuresBetween } from './between.ts';
import { readingOf, type Reading } from './counters.ts';
import type { NetworkStats } from './figures.ts';

/**
 * How often the browser is asked, ms. One timer for everything there is to know of a connection. Browsers measure the
 * way there and back every 2.5 s; two samples after that a change is told within five.
 */
export const sampleMs = 750;
/** While there is no connection to ask about, ms. */
const idleMs = 2000;
/** Figures span this many samples: one alone has too few packets to speak of a share. */
const span = 2;

export interface SamplerOptions {
  readonly clock: Clock;
  readonly stats: () => Promise<readonly Iterable<readonly [string, unknown]>[]>;
  /** Also called where nothing is sent or received yet. */
  readonly sampled: (stats: NetworkStats, now: number) => void;
}

/** Measures a connection at a steady pace. A browser that answers slowly is asked less often. */
export class Sampler {
  readonly #options: SamplerOptions;
  #readings: readonly Reading[] = [];
  #stop: () => void = () => {};
  #closed = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#later(sampleMs);
  }

  #later(ms: number): void {
    this.#stop = this.#options.clock.after(ms, () => void this.#sample());
  }

  async #sample(): Promise<void> {
    const { clock, stats, sampled } = this.#options;
    const reports = await stats().catch(() => []);
    if (this.#closed) return;
    const now = clock.now();
    const reading = readingOf(reports, now);
    const [before] = this.#readings;
    this.#readings = [...this.#readings, reading].slice(-span);
    this.#later(reports.length ? sampleMs : idleMs);
    sampled(before ? figuresBetween(before, reading) : { up: null, down: null }, now);
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }
}
