import type { Clock } from '../clock.ts';

/** Passes on the newest value: the first at once, then one per `ms` at most, the last one always. */
export class Latest<Value> {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #send: (value: Value) => void;
  #waiting: { readonly value: Value } | undefined;
  #cancel: (() => void) | undefined;

  constructor({ clock, ms, send }: { clock: Clock; ms: number; send: (value: Value) => void }) {
    this.#clock = clock;
    this.#ms = ms;
    this.#send = send;
  }

  push(value: Value): void {
    if (this.#cancel) this.#waiting = { value };
    else this.#pass(value);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting = undefined;
  }

  #pass(value: Value): void {
    this.#cancel = this.#clock.after(this.#ms, () => {
      const { value: next } = this.#waiting ?? {};
      const pending = this.#waiting !== undefined;
      this.#waiting = undefined;
      this.#cancel = undefined;
      if (pending) this.#pass(next as Value);
    });
    this.#send(value);
  }
}
