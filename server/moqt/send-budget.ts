import type { Lane } from './lane.ts';

/** What waits for one subscriber, over all of its tracks: at most `maxBytes`. */
export class SendBudget {
  readonly #maxBytes: number;
  readonly #lanes = new Set<Lane>();
  #used = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes that wait. */
  get used(): number { return this.#used; }

  enter(lane: Lane): void { this.#lanes.add(lane); }

  leave(lane: Lane): void { this.#lanes.delete(lane); }

  take(bytes: number): void {
    this.#used += bytes;
    while (this.#used > this.#maxBytes) {
      const victim = this.#leastWanted();
      if (!victim) return;
      victim.drop();
    }
  }

  give(bytes: number): void { this.#used -= bytes; }

  /** The least important of those that hold anything; among equals the oldest. */
  #leastWanted(): Lane | undefined {
    let worst: Lane | undefined;
    for (const lane of this.#lanes) {
      if (lane.bytes > 0 && (!worst || lane.rank > worst.rank || (lane.rank === worst.rank && lane.group < worst.group))) worst = lane;
    }
    return worst;
  }
}
