import type { Rate } from '../../core/wire/signal/limits.ts';
import type { Clock } from '../clock.ts';

export interface Bucket {
  /** Takes one: 0 when allowed, else the milliseconds until one is there again. */
  take(): number;
  /** Whether it has refilled, so that forgetting it changes nothing. */
  isFull(): boolean;
}

/** A token bucket: `rate.burst` at once, refilled continuously at `rate.perSecond`. */
export function createBucket(rate: Rate, clock: Clock): Bucket {
  let level = rate.burst;
  let filledAt = clock.now();
  const refill = (): void => {
    const now = clock.now();
    // A wall clock may step back; the bucket then waits rather than empties.
    level = Math.min(rate.burst, level + (Math.max(0, now - filledAt) / 1000) * rate.perSecond);
    filledAt = now;
  };
  return {
    take() {
      refill();
      if (level < 1) return Math.ceil(((1 - level) / rate.perSecond) * 1000);
      level -= 1;
      return 0;
    },
    isFull() {
      refill();
      return level >= rate.burst;
    },
  };
}

export interface KeyedBuckets {
  /** Takes one from this key's bucket: 0 when allowed, else milliseconds to wait. */
  take(key: string): number;
}

/** One bucket per key (an address, an identity), at most `max` of them: full ones are forgotten first, then the oldest. */
export function createKeyedBuckets(rate: Rate, clock: Clock, max = 10_000): KeyedBuckets {
  const buckets = new Map<string, Bucket>();
  const makeRoom = (): void => {
    for (const [key, bucket] of buckets) if (bucket.isFull()) buckets.delete(key);
    for (const key of buckets.keys()) {
      if (buckets.size < max) return;
      buckets.delete(key);
    }
  };
  return {
    take(key) {
      let bucket = buckets.get(key);
      if (!bucket) {
        if (buckets.size >= max) makeRoom();
        bucket = createBucket(rate, clock);
        buckets.set(key, bucket);
      }
      return bucket.take();
    },
  };
}
