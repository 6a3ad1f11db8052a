/** Time, injected wherever it matters, so that tests own it. Times are milliseconds since the Unix epoch. */
export interface Clock {
  now(): number;
  /** Calls back once after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Calls back every `ms` until the returned function is called. The next turn is set before the callback runs, so one that throws does not end the series. */
export function every(clock: Clock, ms: number, callback: () => void): () => void {
  let cancel = clock.after(ms, turn);
  function turn(): void {
    cancel = clock.after(ms, turn);
    callback();
  }
  return () => cancel();
}
