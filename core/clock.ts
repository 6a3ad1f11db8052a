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

/** Randomness, injected for the same reason. */
export interface Random {
  /** In [0, 1). */
  number(): number;
  /** A new id that nobody else has (UUID v4). */
  id(): string;
}

export const systemRandom: Random = {
  number: () => Math.random(),
  id: () => crypto.randomUUID(),
};
