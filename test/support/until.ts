export interface UntilOptions {
  /** Gives up after this many milliseconds. It ends what hangs: a busy machine may take its time, and a bound that is promised is asserted by itself. */
  readonly within?: number;
  /** What is waited for, for the failure's message. */
  readonly what: string;
  readonly every?: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Reads again and again until `accept` likes the value, and returns it. On the deadline it fails with the
 * last value read, or the last error: every wait in these tests has an end and says what it waited for.
 */
export async function until<Value>(read: () => Value | Promise<Value>, accept: (value: Value) => boolean, { within = 30_000, what, every = 50 }: UntilOptions): Promise<Value> {
  const deadline = Date.now() + within;
  let last: { value: Value } | { error: unknown };
  // A machine that stood still over the deadline is looked at once more.
  for (let isLast = false; ; isLast = Date.now() >= deadline) {
    try {
      const value = await read();
      if (accept(value)) return value;
      last = { value };
    } catch (error) {
      last = { error };
    }
    if (isLast) break;
    await pause(every);
  }
  const seen = 'value' in last ? `last seen: ${JSON.stringify(last.value)}` : `last error: ${String(last.error)}`;
  throw new Error(`${what}: not within ${within} ms; ${seen}`, 'error' in last ? { cause: last.error } : undefined);
}
