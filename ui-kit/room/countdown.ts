import type { Clock } from '../../core/clock.ts';
import type { ViewStore } from '../view-store.ts';

const from = 3;
const stepMs = 1000;

export interface Countdown {
  /** Counts 3, 2, 1, one second each, and calls `done`; a second start while counting changes nothing. */
  start(done: () => void): void;
  cancel(): void;
}

export function createCountdown(clock: Clock, $countdown: ViewStore['$countdown']): Countdown {
  let stop: (() => void) | undefined;

  const cancel = (): void => {
    stop?.();
    stop = undefined;
    $countdown.set(null);
  };
  const count = (left: number, done: () => void): void => {
    $countdown.set(left);
    stop = clock.after(stepMs, () => {
      if (left > 1) return count(left - 1, done);
      cancel();
      done();
    });
  };
  return {
    start(done) {
      if (!stop) count(from, done);
    },
    cancel,
  };
}
