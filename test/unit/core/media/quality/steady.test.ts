import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Band } from '../../../../../core/media/quality/figures.ts';
import { steady, steadyFrom } from '../../../../../core/media/quality/steady.ts';

/** What is shown after each second, from what is seen in each. */
function shown(...seen: Band[]): Band[] {
  const causeOf = (band: Band) => ({ band, cause: band === 'excellent' || band === 'good' ? null : 'uplink-loss' as const });
  let state = steadyFrom(causeOf(seen[0]!));
  return seen.map((band, index) => {
    if (index > 0) state = steady(state, causeOf(band));
    assert.equal(state.cause === null, state.band === 'excellent' || state.band === 'good', 'a cause exactly where something is wrong');
    return state.band;
  });
}

test('worse is believed the second time', () => {
  assert.deepEqual(shown('excellent', 'poor', 'poor'), ['excellent', 'excellent', 'poor']);
  assert.deepEqual(shown('excellent', 'poor', 'excellent', 'poor'), ['excellent', 'excellent', 'excellent', 'excellent'], 'one bad second is nothing');
});

test('better is believed the third time', () => {
  assert.deepEqual(shown('poor', 'excellent', 'excellent', 'excellent'), ['poor', 'poor', 'poor', 'excellent']);
  assert.deepEqual(shown('poor', 'good', 'good', 'poor', 'good', 'good', 'good'), ['poor', 'poor', 'poor', 'poor', 'poor', 'poor', 'good']);
});

test('only as far as all that was seen agrees', () => {
  assert.deepEqual(shown('excellent', 'poor', 'good'), ['excellent', 'excellent', 'good']);
  assert.deepEqual(shown('lost', 'excellent', 'fair', 'good'), ['lost', 'lost', 'lost', 'fair']);
});

test('a line on the edge does not blink', () => {
  const edge = Array.from({ length: 20 }, (_, index): Band => (index % 2 ? 'fair' : 'good'));
  assert.deepEqual(new Set(shown('good', ...edge)), new Set(['good']));
});

test('the cause follows while the band stays', () => {
  const state = steady(steadyFrom({ band: 'poor', cause: 'latency' }), { band: 'poor', cause: 'cpu' });
  assert.deepEqual([state.band, state.cause], ['poor', 'cpu']);
});
