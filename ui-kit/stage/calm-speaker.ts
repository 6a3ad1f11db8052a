import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';

/** Someone has to speak this long before the picture turns to them … */
const settleMs = 900;
/** … and whoever has it keeps it this long. */
const holdMs = 3000;

/** Whom the spotlight is on, and who would have it next. Times are ms on one clock. */
export interface Calm {
  readonly shown: string | null;
  readonly shownAt: number;
  readonly next: string | null;
  readonly nextAt: number;
}

export const nobody: Calm = { shown: null, shownAt: 0, next: null, nextAt: 0 };

/** When the next one's turn has come. */
export const turnAt = ({ shownAt, nextAt }: Calm): number => Math.max(nextAt + settleMs, shownAt + holdMs);

/** Follows who speaks without jumping at every word: a cough moves nothing, silence leaves the last speaker where they are. */
export function calm(before: Calm, speaker: string | null, now: number): Calm {
  if (speaker === null || speaker === before.shown) return before.next === null ? before : { ...before, next: null };
  if (before.shown === null) return { shown: speaker, shownAt: now, next: null, nextAt: 0 };
  const state = speaker === before.next ? before : { ...before, next: speaker, nextAt: now };
  return now >= turnAt(state) ? { shown: speaker, shownAt: now, next: null, nextAt: 0 } : state;
}

/** Whom to show, for an element: it is drawn again when someone's turn has come. */
export class CalmSpeaker implements ReactiveController {
  /** A fake one in tests. */
  clock: Clock = systemClock;
  readonly #host: ReactiveControllerHost;
  #state = nobody;
  #speaker: string | null = null;
  #cancel: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Who can be heard most just now; the answer is whom to show. */
  hear(speaker: string | null): string | null {
    const now = this.clock.now();
    this.#speaker = speaker;
    this.#state = calm(this.#state, speaker, now);
    this.#cancel?.();
    this.#cancel = this.#state.next === null ? undefined : this.clock.after(turnAt(this.#state) - now, () => this.#host.requestUpdate());
    return this.#state.shown;
  }

  hostConnected(): void {
    if (this.#speaker !== null) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
