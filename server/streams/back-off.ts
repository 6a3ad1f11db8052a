import type { Clock } from '../clock.ts';

/** Slows down who guesses: each key (an address, the beginning of what was guessed) waits longer the more it failed. */
export interface BackOff {
  /** Milliseconds that the slowest of these must wait; 0 when none must. */
  wait(keys: readonly string[]): number;
  failed(keys: readonly string[]): void;
}

interface Failures { count: number; at: number }

/** What is forgiven: this many at once, then one each minute. */
const free = 5;
const forgiveMs = 60_000;
const longestMs = 60_000;

/** From the sixth failure on 1 s, 2 s, 4 s … up to a minute. At most `max` keys are remembered; the oldest go first. */
export function createBackOff(clock: Pick<Clock, 'now'>, max = 10_000): BackOff {
  const known = new Map<string, Failures>();
  const left = ({ count, at }: Failures): number => Math.max(0, count - Math.max(0, clock.now() - at) / forgiveMs);

  function waitOf(failures: Failures | undefined): number {
    if (!failures || failures.count <= free) return 0;
    const pause = Math.min(longestMs, 1000 * 2 ** Math.min(10, Math.floor(failures.count) - free - 1));
    return Math.max(0, failures.at + pause - clock.now());
  }

  return {
    wait: (keys) => Math.max(0, ...keys.map((key) => waitOf(known.get(key)))),
    failed(keys) {
      for (const key of keys) {
        const before = known.get(key);
        known.delete(key);
        known.set(key, { count: (before ? left(before) : 0) + 1, at: clock.now() });
        const [oldest] = known.keys();
        if (known.size > max && oldest !== undefined) known.delete(oldest);
      }
    },
  };
}
