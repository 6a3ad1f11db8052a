/** How a picture comes in, in ms: how late it and the sound are, and how far one frame is from the next. */
export interface PictureFeed { readonly overdueMs: number; readonly stepMs: number }

/** How a live picture stands, in ms. */
export interface EdgeView {
  /** What is buffered ahead of the playhead. */
  readonly aheadMs: number;
  /** How much of that is wanted. */
  readonly targetMs: number;
  /** How the picture comes in. */
  readonly feed?: PictureFeed | undefined;
  /** A shared timeline: how far behind the moment of capture the playhead is, and how far it is to be. */
  readonly shared?: { readonly latencyMs: number; readonly targetMs: number };
}

export interface Steering {
  readonly rate: number;
  /** Too far behind to catch up unnoticed: go there, counted in ms from the playhead. */
  readonly jumpMs?: number;
}

/** Within this of a little too much nobody can tell, and the rate stays 1. */
const deadbandMs = 15;
const littleMs = 10;
/** What cannot be caught up in a few seconds. */
const tooFarMs = 700;
/** Below this, what is buffered is about to run out, and no timeline is worth that. */
const scarceMs = 60;
const slowest = 0.94;
const fastest = 1.08;
/** For the moments in which a picture that comes this late would run out: slow is seen less than standing still. */
const overdueMs = 45;
const sparing = 0.5;
/** What a decoder holds back, in frames and at most in ms. With less ahead of the playhead the picture stops, and Chromium shows it again only once there is a multiple of that. */
const heldFrames = 2;
const mostHeldMs = 90;
/** Beside that: what may pass until the next look, and what it takes to slow down. */
const besideHeldMs = 80;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** How fast to play to stay at the live edge: a few per cent, which voices bear without a change of pitch. */
export function steer({ aheadMs, targetMs, feed, shared }: EdgeView): Steering {
  const error = shared ? shared.latencyMs - shared.targetMs : aheadMs - targetMs;
  // What is not there cannot be jumped to.
  const room = aheadMs - Math.min(targetMs, scarceMs);
  if (error > tooFarMs && room > 0) return { rate: 1, jumpMs: Math.min(error, room) };
  if (feed && feed.overdueMs > overdueMs && aheadMs < Math.min(mostHeldMs, heldFrames * feed.stepMs) + besideHeldMs) return { rate: sparing };
  if (aheadMs < scarceMs && error > -deadbandMs) return { rate: slowest };
  // A shared moment that is yet to come: wait for it.
  if (shared && error < -tooFarMs / 2) return { rate: 0.5 };
  if (Math.abs(error - littleMs) <= deadbandMs) return { rate: 1 };
  return { rate: clamp(1 + error / 1000, slowest, fastest) };
}

const highestMs = 600;
/** A quiet network needs this for its frames to come one by one, and Chromium, that stops where it has less than 85 ms of sound. */
const baseMs = 130;
const windowMs = 8000;
const stallMs = 80;
const mostMissedMs = 300;
const besideMissedMs = 60;
const healMsPerSec = 8;
/** Jitter is a thing of seconds: it is worked out this often. */
const lookMs = 200;

/** How much to keep buffered: little while frames come evenly, more while they do not, and for a while after a stall. */
export class BufferTarget {
  /** More than the network asks for, in ms: for a page that is about to be busy. */
  reserveMs = 0;
  readonly #lags: { readonly at: number; readonly lag: number }[] = [];
  #jitter = { ms: 0, at: -Infinity };
  #penalty = 0;
  #healedAt: number | undefined;

  /** How much later than the quickest of late a frame came, in ms. */
  arrived(lagMs: number, now: number): void {
    this.#lags.push({ at: now, lag: lagMs });
    while (this.#lags.length > 1200 || (this.#lags[0] && this.#lags[0].at < now - windowMs)) this.#lags.shift();
  }

  stalled(now: number): void {
    this.#heal(now);
    this.#penalty = Math.min(highestMs, this.#penalty + stallMs);
  }

  /** What was to be played came too late by this much, in ms. */
  missed(ms: number, now: number): void {
    this.#heal(now);
    this.#penalty = Math.max(this.#penalty, Math.min(mostMissedMs, ms + besideMissedMs));
  }

  /** What stalls have added, as far as that is not forgotten yet. */
  penaltyMs(now: number): number {
    this.#heal(now);
    return this.#penalty;
  }

  ms(now: number): number {
    const penalty = this.penaltyMs(now);
    if (now - this.#jitter.at >= lookMs) this.#jitter = { ms: this.#worstLag(), at: now };
    return Math.min(highestMs, baseMs + this.#jitter.ms + penalty) + this.reserveMs;
  }

  /** All but the worst fiftieth came within this, ms. */
  #worstLag(): number {
    const lags = this.#lags.map(({ lag }) => lag).toSorted((a, b) => a - b);
    return lags[Math.floor(lags.length * 0.98)] ?? 0;
  }

  #heal(now: number): void {
    this.#penalty = Math.max(0, this.#penalty - ((now - (this.#healedAt ?? now)) / 1000) * healMsPerSec);
    this.#healedAt = now;
  }
}
