import type { Clock } from '../clock.ts';
import { backoffMs } from '../connection/backoff.ts';

/** A short loss of packets heals by itself; after this long, in ms, a new path is looked for. */
const patienceMs = 1000;
/** How long a connection may take to come about. */
const connectMs = 8000;
/** New paths looked for in vain before the two pages are taken for unreachable. */
const tries = 3;

export interface MeshKeeperOptions {
  readonly pc: Pick<RTCPeerConnection, 'connectionState' | 'addEventListener' | 'removeEventListener'>;
  readonly clock: Clock;
  /** The other page cannot answer just now: failures do not count. */
  isAway(): boolean;
  /** Looks for a new path, or asks the page whose part that is. */
  restart(): void;
  connected(): void;
  /** There is no way between these two pages. */
  lost(): void;
}

/** Keeps one mesh connection connected. */
export class MeshKeeper {
  readonly #options: MeshKeeperOptions;
  #attempt = 0;
  #stopTimer: () => void;

  constructor(options: MeshKeeperOptions) {
    this.#options = options;
    options.pc.addEventListener('connectionstatechange', this.#changed);
    this.#stopTimer = options.clock.after(connectMs, this.#again);
  }

  readonly #changed = (): void => {
    const { pc: { connectionState }, connected } = this.#options;
    if (connectionState === 'connected') {
      this.#stopTimer();
      this.#attempt = 0;
      connected();
    }
    if (connectionState === 'disconnected') this.#after(patienceMs);
    if (connectionState === 'failed') this.#after(this.#attempt === 0 ? 0 : backoffMs(this.#attempt, 0.5));
  };

  #after(ms: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#options.clock.after(ms, this.#again);
  }

  readonly #again = (): void => {
    const { isAway, restart, lost } = this.#options;
    if (!isAway()) this.#attempt += 1;
    if (this.#attempt > tries) return lost();
    restart();
    // Whether or not the state changes on the way: by then it is connected, or it is tried again.
    this.#after(connectMs);
  };

  close(): void {
    this.#stopTimer();
    this.#options.pc.removeEventListener('connectionstatechange', this.#changed);
  }
}
