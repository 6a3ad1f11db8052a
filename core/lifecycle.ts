import { IllegalTransition, type LiveErrorCode } from './errors.ts';
import type { LiveEvents } from './live-event.ts';
import { mayCall, mayGo, type Call, type LiveState } from './machine.ts';
import type { SessionStore } from './stores/session.ts';

/** Keeps a manager on the rails of `machine.ts`: refuses calls and moves that the table does not have. */
export class Lifecycle {
  readonly #session: SessionStore;
  readonly #changed: (change: LiveEvents['STATE_CHANGE']) => void;
  #closed = false;

  constructor(session: SessionStore, changed: (change: LiveEvents['STATE_CHANGE']) => void) {
    this.#session = session;
    this.#changed = changed;
  }

  get state(): LiveState {
    return this.#session.$state.get();
  }

  /** Throws `IllegalTransition` unless `call` is possible now. */
  guard(call: Call): void {
    if (this.#closed) throw new IllegalTransition('CLOSED', call);
    if (!mayCall(this.state, call)) throw new IllegalTransition(this.state, call);
  }

  go(state: LiveState, reason?: LiveErrorCode): void {
    const previous = this.state;
    if (!mayGo(previous, state)) throw new IllegalTransition(previous, `to ${state}`);
    this.#session.$state.set(state);
    this.#changed(reason === undefined ? { state, previous } : { state, previous, reason });
  }

  /** From now on every call is refused. */
  close(): void {
    this.#closed = true;
  }
}
