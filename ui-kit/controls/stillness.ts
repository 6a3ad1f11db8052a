import type { Clock } from '../../core/clock.ts';

/** Tells when nothing has stirred for a while. */
export class Stillness {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #settled: () => void;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, ms: number, settled: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#settled = settled;
  }

  stir(): void {
    this.#cancel?.();
    this.#cancel = this.#clock.after(this.#ms, this.#settled);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
