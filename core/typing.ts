import type { Clock } from './clock.ts';
import { limits } from './wire/signal/limits.ts';

/** Ends the typing of someone of whom nothing more was heard: the frame that says so may be dropped on the way. */
export class TypingWatch {
  readonly #clock: Clock;
  readonly #changed: (peerId: string, typing: boolean) => void;
  readonly #timers = new Map<string, () => void>();

  constructor(clock: Clock, changed: (peerId: string, typing: boolean) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  set(peerId: string, typing: boolean): void {
    const stop = this.#timers.get(peerId);
    stop?.();
    this.#timers.delete(peerId);
    if (typing) this.#timers.set(peerId, this.#clock.after(limits.typingMs * 2, () => this.set(peerId, false)));
    if (typing !== (stop !== undefined)) this.#changed(peerId, typing);
  }

  close(): void {
    for (const peerId of [...this.#timers.keys()]) this.set(peerId, false);
  }
}
