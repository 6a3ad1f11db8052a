/** Turns numbers that wrap at 2^`bits` into ones that go on counting; each is taken to be near the one before. */
export class Unwrapper {
  readonly #span: number;
  #last: number | undefined;

  constructor(bits: 16 | 32) {
    this.#span = 2 ** bits;
  }

  /** The number that `value` stands for. Late ones come out lower than those before; below 0 where they are older than the first. */
  next(value: number): number {
    const last = this.#last ?? value;
    const ahead = (value - (((last % this.#span) + this.#span) % this.#span) + this.#span) % this.#span;
    const whole = last + (ahead < this.#span / 2 ? ahead : ahead - this.#span);
    this.#last = Math.max(last, whole);
    return whole;
  }
}
