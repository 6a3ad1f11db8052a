import { seededRandom } from '../support/random.ts';

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
  const { pick } = seededRandom(seed);
  const medians = Array.from({ length: 4000 }, () => median(values.map(() => pick(values))));
  return [quantile(medians, 0.025), quantile(medians, 0.975)];
}
