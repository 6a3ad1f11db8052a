import type { Clock } from '../clock.ts';

/** Timers by name: one of each. */
export class Timers {
  readonly #clock: Clock;
  readonly #running = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  after(name: string, ms: number, run: () => void): void {
    this.cancel(name);
    this.#running.set(name, this.#clock.after(ms, () => {
      this.#running.delete(name);
      run();
    }));
  }

  cancel(name: string): void {
    this.#running.get(name)?.();
    this.#running.delete(name);
  }

  clear(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }
}
