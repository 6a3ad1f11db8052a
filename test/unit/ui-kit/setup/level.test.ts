import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loudness } from '../../../../ui-kit/setup/level.ts';

test('loudness runs from silence at −60 dBFS to full scale', () => {
  assert.equal(loudness(0), 0);
  assert.equal(loudness(0.0005), 0);
  assert.ok(Math.abs(loudness(0.001)) < 1e-9);
  assert.ok(Math.abs(loudness(10 ** -1.5) - 0.5) < 1e-9);
  assert.equal(loudness(1), 1);
  assert.equal(loudness(2), 1);
});
