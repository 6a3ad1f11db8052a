import { limits } from '../../core/wire/signal/limits.ts';
import type { Clock } from '../clock.ts';

/** Who is typing in one audience. Turns itself off after `limits.typingMs`. */
export class Typing {
  readonly #clock: Clock;
  readonly #changed: (peerId: string, typing: boolean) => void;
  #enabled = true;
  readonly #timers = new Map<string, () => void>();

  constructor({ clock, changed }: { clock: Clock; changed: (peerId: string, typing: boolean) => void }) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** In a crowd too many would be typing to be told of. */
  setEnabled(enabled: boolean): void {
    if (this.#enabled === enabled) return;
    this.#enabled = enabled;
    if (!enabled) for (const peerId of [...this.#timers.keys()]) this.set(peerId, false);
  }

  set(peerId: string, typing: boolean): void {
    if (typing && !this.#enabled) return;
    const cancel = this.#timers.get(peerId);
    cancel?.();
    this.#timers.delete(peerId);
    if (typing) this.#timers.set(peerId, this.#clock.after(limits.typingMs, () => this.set(peerId, false)));
    if (typing !== (cancel !== undefined)) this.#changed(peerId, typing);
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }
}
