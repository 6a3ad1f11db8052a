import type { Clock } from '../clock.ts';

export interface Burst { readonly emoji: string; readonly count: number; readonly from?: string }

/** Long enough to gather a crowd's applause into a few frames, short enough to feel immediate. */
const burstMs = 250;
/** Different emoji per burst; the rest are left out. */
const maxKinds = 24;

/** Gathers reactions and passes them on in bursts, one per emoji. `from` is there when one peer sent them all. */
export class Reactions {
  readonly #clock: Clock;
  readonly #send: (burst: Burst) => void;
  readonly #counts = new Map<string, { count: number; from: string | undefined }>();
  #cancel: (() => void) | undefined;

  constructor({ clock, send }: { clock: Clock; send: (burst: Burst) => void }) {
    this.#clock = clock;
    this.#send = send;
  }

  add(emoji: string, from: string): void {
    const entry = this.#counts.get(emoji);
    if (entry) {
      entry.count += 1;
      if (entry.from !== from) entry.from = undefined;
    } else if (this.#counts.size < maxKinds) {
      this.#counts.set(emoji, { count: 1, from });
    }
    this.#cancel ??= this.#clock.after(burstMs, () => this.#flush());
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#counts.clear();
  }

  #flush(): void {
    this.#cancel = undefined;
    const bursts = [...this.#counts];
    this.#counts.clear();
    for (const [emoji, { count, from }] of bursts) this.#send({ emoji, count, ...(from === undefined ? {} : { from }) });
  }
}
