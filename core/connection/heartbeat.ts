import type { Clock } from '../clock.ts';

/** A socket that has said nothing for this long is asked whether it is there. */
export const silenceMs = 15_000;

/**
 * Notices a dead connection from the page's side, where a server's ping frames cannot be seen: after
 * `silenceMs` without a message it calls `probe`, whose answer counts as a message.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #probe: () => void;
  #lastHeard: number;
  #stop: () => void;

  constructor(clock: Clock, probe: () => void) {
    this.#clock = clock;
    this.#probe = probe;
    this.#lastHeard = clock.now();
    this.#stop = clock.after(silenceMs, () => this.#check());
  }

  heard(): void {
    this.#lastHeard = this.#clock.now();
  }

  #check(): void {
    const left = this.#lastHeard + silenceMs - this.#clock.now();
    this.#stop = this.#clock.after(left > 0 ? left : silenceMs, () => this.#check());
    if (left <= 0) this.#probe();
  }

  close(): void {
    this.#stop();
  }
}
