import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ballistics } from '../../../../ui-kit/setup/ballistics.ts';

test('a needle rises at once and falls in its own time', () => {
  const needle = new Ballistics(600);
  assert.equal(needle.take(0.9, 34), 0.9);
  assert.ok(Math.abs(needle.take(0, 300) - 0.4) < 1e-9);
  assert.equal(needle.take(0.6, 34), 0.6, 'a louder moment lifts it again');
  assert.equal(needle.take(0, 10_000), 0, 'and it rests at nought');
});
