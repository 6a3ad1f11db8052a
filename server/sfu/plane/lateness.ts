/** How late a stream's packets are is how late its fastest ones of the last one or two of these are, ms. */
const spanMs = 2000;
/** After a silence this long, ms, what was known before it counts no more. */
const silenceMs = 1000;

/** The least lateness of late, in ms: what of a stream's delay is not jitter. */
export class Lateness {
  #before = Infinity;
  #now = Infinity;
  #since = -Infinity;
  #last = -Infinity;

  /** Takes one packet's lateness and returns the least. */
  note(ms: number, now: number): number {
    if (now - this.#last > silenceMs) [this.#before, this.#now, this.#since] = [Infinity, Infinity, now];
    if (now - this.#since > spanMs) [this.#before, this.#now, this.#since] = [this.#now, Infinity, now];
    this.#last = now;
    this.#now = Math.min(this.#now, ms);
    return Math.min(this.#before, this.#now);
  }

  /** What it is measured against has moved by so many ms. */
  shift(ms: number): void {
    this.#before -= ms;
    this.#now -= ms;
  }
}
