import type { Random } from '../clock.ts';

/** Ids in order, and always the middle of every range. */
export function createFakeRandom(): Random {
  let last = 0;
  return { number: () => 0.5, id: () => `id-${(last += 1)}` };
}
