import type { Clock } from '../clock.ts';
import { readAddress, type StreamAddress } from './addresses.ts';

/** A new address is asked for when this share of the old one's time is left, and no later than this before its end, in ms. */
const lastShare = 0.2;
const atLeastMs = 10_000;
/** A provider that fails is asked again after this. */
const againMs = 5000;
/** Timers count no further than 2^31 ms. */
const longestMs = 2 ** 31 - 1;

/** Sees to it that there is a good address before the present one ends. */
export class TokenKeeper {
  readonly #clock: Clock;
  readonly #renew: (() => Promise<string>) | undefined;
  readonly #renewed: (address: StreamAddress) => void;
  #cancel: (() => void) | undefined;
  #triedAt = -Infinity;
  #closed = false;

  constructor(clock: Clock, renew: (() => Promise<string>) | undefined, renewed: (address: StreamAddress) => void) {
    this.#clock = clock;
    this.#renew = renew;
    this.#renewed = renewed;
  }

  keep({ expiresAt }: StreamAddress): void {
    this.#cancel?.();
    if (!this.#renew || expiresAt === undefined || this.#closed) return;
    const left = expiresAt - this.#clock.now();
    this.#cancel = this.#clock.after(Math.min(longestMs, Math.max(0, left - Math.max(atLeastMs, left * lastShare))), () => void this.#ask());
  }

  /** The relay said no: a new address, unless one has just been tried or nobody gives any. */
  async refused(): Promise<StreamAddress | undefined> {
    if (!this.#renew || this.#closed || this.#clock.now() - this.#triedAt < againMs) return undefined;
    this.#triedAt = this.#clock.now();
    const address = readAddress(await this.#renew(), 'playback', globalThis.location?.href);
    this.keep(address);
    return address;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  async #ask(): Promise<void> {
    try {
      const address = readAddress(await this.#renew!(), 'playback', globalThis.location?.href);
      if (this.#closed) return;
      this.keep(address);
      this.#renewed(address);
    } catch {
      if (!this.#closed) this.#cancel = this.#clock.after(againMs, () => void this.#ask());
    }
  }
}
