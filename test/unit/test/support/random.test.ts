import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../support/random.ts';

const draw = (seed: number): number[] => {
  const { number } = seededRandom(seed);
  return Array.from({ length: 5000 }, () => number());
};

test('draws evenly from its seed, and the same again', () => {
  const values = draw(3);
  assert.ok(values.every((value) => value >= 0 && value < 1));
  assert.ok(Math.abs(values.toSorted((a, b) => a - b)[2500]! - 0.5) < 0.03);
  assert.deepEqual(draw(3), values);
  assert.notDeepEqual(draw(4), values);
});
