import { aliveTrack } from '../../core/wire/moqt/alive-track.ts';
import { RequestRefused, type Session } from '../../core/wire/moqt/session-api.ts';

/** Asked after so much was written; and what may be written before the answer, both in bytes. */
const [askBytes, mostBytes] = [1024 * 1024, 2.5 * 1024 * 1024];
/** Left to the requests that matter. */
const spareRequests = 8;
/** It allows as many more requests as have ended. */
const ours = 'muf-live';

export interface PulseListener {
  /** So much was written without an answer that no more should be. */
  slept(): void;
  /** The answer came after that. */
  woke(): void;
}

/**
 * Whether the other side still takes what is written. QUIC does not tell: it keeps for a peer that is stopped until the
 * connection has timed out. So it is asked for a track that it has not, and has to refuse that before much more is written.
 */
export class Pulse {
  readonly #ask: () => Promise<void>;
  readonly #on: PulseListener;
  #bytes = 0;
  #asking = false;

  /** `ask` resolves with the answer. */
  constructor(ask: () => Promise<void>, on: PulseListener) {
    this.#ask = ask;
    this.#on = on;
  }

  get isAwake(): boolean { return this.#bytes < mostBytes; }

  wrote(bytes: number): void {
    const wasAwake = this.isAwake;
    this.#bytes += bytes;
    if (wasAwake && !this.isAwake) this.#on.slept();
    if (this.#asking || this.#bytes < askBytes) return;
    this.#asking = true;
    const before = this.#bytes;
    this.#ask().then(() => this.#answered(before), () => {});
  }

  #answered(before: number): void {
    const slept = !this.isAwake;
    this.#asking = false;
    this.#bytes -= before;
    if (slept) this.#on.woke();
  }
}

const nothing = { namespace: ['.relay'], name: aliveTrack };

/** Nothing for a transport that keeps no more than its peer reads. */
export function pulseOf(session: Session, on: PulseListener): Pulse | undefined {
  const { maxRequestId = 0, implementation } = session.peer;
  let left = implementation === ours ? Infinity : Math.floor(maxRequestId / 2) - spareRequests;
  if (session.transport !== 'webtransport' || left <= 0) return undefined;
  return new Pulse(async () => {
    // Whoever allows no more is believed from here on.
    if ((left -= 1) < 0) return;
    const asked = session.subscribe(nothing, { on: { object() {} } });
    try {
      await asked.accepted;
      asked.unsubscribe();
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
    }
  }, on);
}
