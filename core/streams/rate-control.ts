/** What waits to be sent for longer than this, in ms, is too much for the uplink. */
const slowMs = 250;
/** … and so long it must be less than this, before more is tried. */
const quickMs = 60;
const calmMs = 4000;
const floor = 0.15;
const down = 0.7;
const up = 1.15;
/** A change shows after about this. */
const settleMs = 1000;

/** How much of the wanted bitrate an uplink bears, told by how long things wait for it. */
export class RateControl {
  /** 0.15–1. */
  share = 1;
  #changedAt = -Infinity;
  #calmSince: number | undefined;

  /** `waitedMs`: how long what is sent next has waited. Returns whether the share changed. */
  look(waitedMs: number, now: number): boolean {
    if (waitedMs > quickMs) this.#calmSince = undefined;
    else this.#calmSince ??= now;
    if (now - this.#changedAt < settleMs) return false;
    const calm = this.#calmSince !== undefined && now - this.#calmSince >= calmMs;
    const next = waitedMs > slowMs ? Math.max(floor, this.share * down) : calm ? Math.min(1, this.share * up) : this.share;
    if (next === this.share) return false;
    this.share = next;
    this.#changedAt = now;
    this.#calmSince = undefined;
    return true;
  }
}
