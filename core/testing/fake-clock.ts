import type { Clock } from '../clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on, calling back in order whatever falls due on the way, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Timers still waiting: 0 after everything is closed. */
  pending(): number;
}

/** Lets everything that waits on promises alone go as far as it can. */
export async function settle(turns = 40): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

/** A clock that moves only when told to. Starts at 2026-01-01T12:00Z. */
export function createFakeClock(start: number = Date.UTC(2026, 0, 1, 12)): FakeClock {
  let time = start;
  const timers = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => time,
    after(ms, callback) {
      const timer = { at: time + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        time = Math.max(time, due.at);
        due.callback();
        await settle();
      }
      time = end;
    },
    pending: () => timers.size,
  };
}
