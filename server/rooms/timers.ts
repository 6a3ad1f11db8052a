import type { Clock } from '../clock.ts';

/** One timer per owner: a new one takes the place of the one before. */
export class Timers<Owner> {
  readonly #clock: Clock;
  readonly #cancels = new Map<Owner, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(owner: Owner, ms: number, run: () => void): void {
    this.cancel(owner);
    this.#cancels.set(owner, this.#clock.after(ms, () => {
      this.#cancels.delete(owner);
      run();
    }));
  }

  cancel(owner: Owner): void {
    this.#cancels.get(owner)?.();
    this.#cancels.delete(owner);
  }

  clear(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}
