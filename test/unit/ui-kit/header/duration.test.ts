import assert from 'node:assert/strict';
import { it } from 'node:test';
import { formatDuration } from '../../../../ui-kit/header/duration.ts';

it('writes durations as mm:ss, with hours from one on', () => {
  const cases: readonly [number, string][] = [[0, '00:00'], [9.99, '00:09'], [61, '01:01'], [3599, '59:59'], [3600, '1:00:00'], [36_061, '10:01:01']];
  for (const [seconds, text] of cases) assert.equal(formatDuration(seconds), text);
});

it('shows no negative time when clocks disagree', () => {
  assert.equal(formatDuration(-5), '00:00');
});
