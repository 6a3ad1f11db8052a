import type { Clock } from '../../clock.ts';

/** A keyframe each second: who comes to watch waits for none, and rooms' players change layers there. */
const cadenceMs = 1000;
/** One that came this long ago, ms, by whoever's wish, makes the next of the cadence needless. */
const recentMs = 600;
/** A layer that waits for one asks again after this long, ms. */
const againMs = 300;

/** Asks the sender of a picture for keyframes: all its layers make them of the same frame. */
export class Keyframes {
  readonly #clock: Clock;
  readonly #ask: () => void;
  #stop: () => void = () => {};
  #cameAt = -Infinity;
  #askedAt = -Infinity;

  constructor(clock: Clock, ask: () => void) {
    this.#clock = clock;
    this.#ask = ask;
    this.#turn();
  }

  came(): void {
    this.#cameAt = this.#clock.now();
  }

  /** Nothing can be shown of a layer before one. */
  needed(): void {
    if (this.#clock.now() - this.#askedAt >= againMs) this.#request();
  }

  close(): void {
    this.#stop();
  }

  #turn(): void {
    this.#stop = this.#clock.after(cadenceMs, () => this.#turn());
    if (this.#clock.now() - this.#cameAt >= recentMs) this.#request();
  }

  #request(): void {
    this.#askedAt = this.#clock.now();
    this.#ask();
  }
}
