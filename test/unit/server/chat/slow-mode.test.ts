import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SlowMode } from '../../../../server/chat/slow-mode.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('everyone has one line in so many seconds, and the same line is one line', () => {
  const clock = createFakeClock();
  const slow = new SlowMode(clock, 10);
  assert.equal(slow.take('bo', 'c1'), 0);
  assert.equal(slow.take('bo', 'c1'), 0, 'sent again after a cut');
  clock.advance(4000);
  assert.equal(slow.take('bo', 'c2'), 6000);
  assert.equal(slow.take('cy', 'c2'), 0);
  clock.advance(6000);
  assert.equal(slow.take('bo', 'c3'), 0);
  slow.seconds = 60;
  assert.equal(slow.take('bo', 'c4'), 60_000, 'a longer wait holds at once');
  slow.seconds = 0;
  assert.equal(slow.take('bo', 'c5'), 0);
});

test('a crowd of writers is forgotten when their wait is over, and not before', () => {
  const clock = createFakeClock();
  const slow = new SlowMode(clock, 10);
  for (let index = 0; index < 900; index += 1) slow.take(`early-${index}`, 'c');
  clock.advance(9000);
  for (let index = 0; index < 900; index += 1) slow.take(`late-${index}`, 'c');
  clock.advance(1000);
  for (let index = 0; index < 200; index += 1) slow.take(`new-${index}`, 'c');
  assert.equal(slow.take('late-5', 'd'), 9000);
  assert.equal(slow.take('early-5', 'd'), 0);
});
