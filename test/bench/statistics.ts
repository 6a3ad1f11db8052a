/** A seeded generator of numbers in [0, 1): mulberry32. The same seed gives the same interval. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value below which `share` (0–1) of the values lie, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of nothing.');
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The 95 % interval of the median by the percentile bootstrap (Efron 1979), 4000 resamples. */
export function medianInterval(values: readonly number[], seed = 1): readonly [number, number] {
  const random = seeded(seed);
  const medians = Array.from({ length: 4000 }, () => median(values.map(() => values[Math.floor(random() * values.length)]!)));
  return [quantile(medians, 0.025), quantile(medians, 0.975)];
}
