import type { Clock } from '../../core/clock.ts';

/** How often "typing" is repeated while it goes on; below the server's own time-out (`limits.typingMs`). */
export const repeatMs = 3000;
/** Stillness that counts as having stopped. */
export const stillMs = 4000;

/** Turns key strokes into few `typing` on/off notices. */
export class TypingNotifier {
  readonly #clock: Clock;
  readonly #send: (typing: boolean) => void;
  #sentAt: number | null = null;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, send: (typing: boolean) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** A key stroke that leaves text behind. */
  stroke(): void {
    const now = this.#clock.now();
    if (this.#sentAt === null || now - this.#sentAt >= repeatMs) {
      this.#sentAt = now;
      this.#send(true);
    }
    this.#cancel?.();
    this.#cancel = this.#clock.after(stillMs, () => this.stop());
  }

  /** The text is gone, sent or left alone. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#sentAt === null) return;
    this.#sentAt = null;
    this.#send(false);
  }

  /** Forgets without a word, for when there is nobody to tell. */
  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#sentAt = null;
  }
}
