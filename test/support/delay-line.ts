/**
 * Does things at their times, in the order they were given: a packet never overtakes another. With a timer for each one
 * would now and then, as timers count in whole milliseconds, from a start and for a time that are both rounded down.
 */
export class DelayLine {
  readonly #waiting: { readonly at: number; readonly act: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `at` in ms of `performance.now()`, no earlier than the one before; within a millisecond of now it is done at once. */
  add(at: number, act: () => void): void {
    this.#waiting.push({ at, act });
    if (this.#waiting.length === 1) this.#release();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #release(): void {
    const due = performance.now() + 1;
    while (this.#waiting[0] && this.#waiting[0].at < due) this.#waiting.shift()?.act();
    const next = this.#waiting[0];
    if (next) this.#timer = setTimeout(() => this.#release(), Math.max(0, next.at - performance.now()));
  }
}
