/** A queue this much longer than the way itself, ms, is a link that is full. */
const queueMs = 80;
/** One answer may come late by chance; when this many in a row do, there is a queue. */
const inARow = 2;

/** Tells from the times there and back whether packets wait on the way: the shortest one seen is the way itself. */
export class QueueWatch {
  #least = Infinity;
  #recent: readonly number[] = [];

  /** @param rttMs the newest measurement; the same value again is the same measurement */
  look(rttMs: number | null): boolean {
    if (rttMs !== null && rttMs !== this.#recent.at(-1)) this.#recent = [...this.#recent, rttMs].slice(-inARow);
    this.#least = Math.min(this.#least, ...this.#recent);
    return this.#recent.length === inARow && Math.min(...this.#recent) - this.#least > queueMs;
  }
}
