/** What the choice of a rendition is made from. Rates in bits per second, times in ms. */
export interface AbrView {
  readonly now: number;
  /** What each rendition takes, the smallest first. */
  readonly rungs: readonly number[];
  readonly current: number;
  /** How much later than it could the picture comes. */
  readonly lagMs: number;
  readonly aheadMs: number;
  /** All that comes now. */
  readonly received: number;
  /** Parts of groups were given up on the way. */
  readonly lost: boolean;
  /** The larger rendition that is being tried beside the current one: how late it is, how fast it comes, and how much of it has come, as ms of media. */
  readonly trial?: { readonly rung: number; readonly lagMs: number; readonly received: number; readonly mediaMs: number };
}

export type AbrChoice = { readonly do: 'stay' } | { readonly do: 'switch'; readonly to: number; readonly why: 'too-slow' | 'room-for-more' } | { readonly do: 'try'; readonly rung: number } | { readonly do: 'give-up' };

/** Later than this, a picture does not come by chance. */
const lateMs = 160;
/** A trial must come as evenly as this, and for so long. */
const evenMs = 90;
const trialMs = 600;
const spare = 1.15;
const trialAtMostMs = 2000;
/** How long all must be well before more is tried; longer once it has been in vain for half a minute. */
const patienceMs = 1000;
const longPatienceMs = 5000;
const vainMs = 30_000;
/** After a change, what was on its way for the old one has to pass. */
const settleMs = 700;
/** The share of what comes through that may be counted on. */
const share = 0.75;

const stay: AbrChoice = { do: 'stay' };

/**
 * Chooses among renditions. Down: what comes late says how much gets through, and the largest that fits in it is
 * taken at once. Up: a live stream is never faster than it is made, so that only trying shows whether there is room:
 * the next larger one is read beside the current, after it in priority, and taken when it comes evenly.
 */
export class Abr {
  #changedAt = -Infinity;
  #wellSince: number | undefined;
  #triedAt: number | undefined;
  #droppedAt = -Infinity;

  choose(view: AbrView): AbrChoice {
    const { now, rungs, current, trial } = view;
    const late = view.lagMs > lateMs || view.lost || (view.aheadMs < 40 && view.lagMs > lateMs / 2);
    if (trial) {
      const choice = this.#judge(view, trial, late);
      if (choice) return choice;
    }
    if (late) {
      this.#wellSince = undefined;
      if (trial) return this.#giveUp();
      return current > 0 && now - this.#changedAt > settleMs ? this.#down(view) : stay;
    }
    this.#wellSince ??= now;
    const patience = now - this.#droppedAt > vainMs ? longPatienceMs : patienceMs;
    const ready = now - Math.max(this.#wellSince, this.#changedAt) > (this.#droppedAt === -Infinity ? patienceMs : patience);
    if (trial || current >= rungs.length - 1 || !ready) return stay;
    this.#triedAt = now;
    return { do: 'try', rung: current + 1 };
  }

  #judge({ now, rungs }: AbrView, trial: NonNullable<AbrView['trial']>, late: boolean): AbrChoice | undefined {
    // What was there before it began comes as fast as it can: that tells as much as coming on time.
    const fits = trial.lagMs < evenMs || trial.received > rungs[trial.rung]! * spare;
    if (!late && trial.mediaMs >= trialMs && fits) {
      this.#changed(now);
      return { do: 'switch', to: trial.rung, why: 'room-for-more' };
    }
    return now - (this.#triedAt ?? now) > trialAtMostMs ? this.#giveUp() : undefined;
  }

  #giveUp(): AbrChoice {
    this.#wellSince = undefined;
    this.#triedAt = undefined;
    return { do: 'give-up' };
  }

  #down({ now, rungs, current, received }: AbrView): AbrChoice {
    const fitting = rungs.findLastIndex((rate, rung) => rung < current && rate <= received * share);
    this.#changed(now);
    this.#droppedAt = now;
    return { do: 'switch', to: Math.max(0, fitting), why: 'too-slow' };
  }

  #changed(now: number): void {
    this.#changedAt = now;
    this.#wellSince = undefined;
    this.#triedAt = undefined;
  }
}
