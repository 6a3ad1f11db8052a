import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median, medianInterval, quantile } from '../../bench/statistics.ts';
import { seededRandom } from '../../support/random.ts';

describe('statistics', () => {
  it('finds medians and quantiles of odd, even and single lists, unsorted', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(quantile([5], 0.9), 5);
    assert.equal(quantile([10, 0], 0.25), 2.5);
    assert.throws(() => median([]), RangeError);
  });

  it('gives an interval that holds the median, narrows with more values, and repeats', () => {
    const { number: random } = seededRandom(7);
    const few = Array.from({ length: 20 }, () => random());
    const many = Array.from({ length: 500 }, () => random());
    const [low, high] = medianInterval(few);
    const [lowMany, highMany] = medianInterval(many);
    assert.ok(low <= median(few) && median(few) <= high);
    assert.ok(highMany - lowMany < high - low);
    assert.ok(lowMany < 0.55 && highMany > 0.45);
    assert.deepEqual(medianInterval(few), [low, high]);
  });
});
