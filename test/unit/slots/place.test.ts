import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RemountGuard } from '../../../slots/place.ts';

test('a mount that its filler removes comes back once', () => {
  const guard = new RemountGuard();
  guard.mounted(0);
  guard.lost(1, 'alone');
  assert.equal(guard.refuses(1), false);
  guard.mounted(1);
  guard.lost(2, 'alone');
  assert.equal(guard.refuses(2), true);
  assert.equal(guard.refuses(1e9), true);
});

test('a mount that lived for a while comes back each time', () => {
  const guard = new RemountGuard();
  for (let now = 0; now < 20_000; now += 1000) {
    guard.mounted(now);
    guard.lost(now + 1000, 'alone');
    assert.equal(guard.refuses(now + 1000), false);
  }
});

test('a page that keeps replacing its children is followed, but not at any rate', () => {
  const guard = new RemountGuard();
  for (let now = 0; now < 8; now++) {
    guard.mounted(now);
    guard.lost(now, 'together');
    assert.equal(guard.refuses(now), false);
  }
  guard.mounted(8);
  guard.lost(8, 'together');
  assert.equal(guard.refuses(8), true);
  assert.equal(guard.refuses(1008), false);
});

test('asking for the place anew forgets what was', () => {
  const guard = new RemountGuard();
  for (let time = 0; time < 3; time++) guard.lost(0, 'alone');
  assert.equal(guard.refuses(0), true);
  guard.reset();
  assert.equal(guard.refuses(0), false);
});
