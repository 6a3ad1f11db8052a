import type { Clock } from '../clock.ts';

interface Turn { readonly at: number; readonly clientId: string }

/** Above this many remembered writers, those whose wait is over are forgotten. */
const remembered = 1000;

/** Lets everyone in one audience write no more than one line in so many seconds. */
export class SlowMode {
  /** 0: off. */
  seconds: number;
  readonly #clock: Clock;
  readonly #turns = new Map<string, Turn>();

  constructor(clock: Clock, seconds: number) {
    this.#clock = clock;
    this.seconds = seconds;
  }

  /**
   * Takes this peer's turn: 0 when it may write, else the milliseconds it has to wait. The same line sent again is still
   * the same turn. Reconnecting earns nothing, for turns go by peer.
   */
  take(peerId: string, clientId: string): number {
    if (this.seconds === 0) return 0;
    const now = this.#clock.now();
    const last = this.#turns.get(peerId);
    if (last?.clientId === clientId) return 0;
    const wait = last === undefined ? 0 : Math.max(0, last.at + this.#ms - now);
    if (wait > 0) return wait;
    if (this.#turns.size >= remembered) this.#forget(now);
    this.#turns.set(peerId, { at: now, clientId });
    return 0;
  }

  get #ms(): number {
    return this.seconds * 1000;
  }

  #forget(now: number): void {
    for (const [peerId, { at }] of this.#turns) if (at + this.#ms <= now) this.#turns.delete(peerId);
  }
}
