const firstMs = 250;
const cappedMs = 8000;
const jitter = 0.25;

/**
 * How long to wait before try number `attempt` (from 1): 250 ms, doubled each time up to 8 s, ± 25 % so
 * that a crowd cut off together does not come back together.
 * @param random in [0, 1)
 */
export function backoffMs(attempt: number, random: number): number {
  const base = Math.min(cappedMs, firstMs * 2 ** Math.min(attempt - 1, 10));
  return Math.round(base * (1 - jitter + 2 * jitter * random));
}
