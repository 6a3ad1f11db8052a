import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, double, integer, property } from 'fast-check';
import { backoffMs } from '../../../../core/connection/backoff.ts';

test('waits double from 250 ms to 8 s', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 50, 5000].map((attempt) => backoffMs(attempt, 0.5)), [250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
});

test('jitter is a quarter either way, and never more', () => {
  assert.deepEqual([backoffMs(1, 0), backoffMs(6, 0)], [188, 6000]);
  check(property(integer({ min: 1, max: 1e6 }), double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
    const base = backoffMs(attempt, 0.5);
    const wait = backoffMs(attempt, random);
    assert.ok(wait >= Math.floor(base * 0.75) && wait <= Math.ceil(base * 1.25));
  }), { seed: 1, numRuns: 300 });
});
