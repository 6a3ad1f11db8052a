import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DelayLine } from '../../support/delay-line.ts';
import { until } from '../../support/until.ts';

/** Holds up the event loop, as other work does on a busy machine. */
function dwell(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('keeps the order, whatever parts of a millisecond there are between them, and is not early', async (t) => {
  const line = new DelayLine();
  t.after(() => line.close());
  const done: number[] = [];
  const early: number[] = [];
  const begun = performance.now();
  for (let index = 0; index < 20; index += 1) {
    const at = begun + 40 + index / 2;
    line.add(at, () => {
      done.push(index);
      if (performance.now() < at - 1) early.push(index);
    });
    dwell(0.7);
  }
  await until(() => done.length, (count) => count === 20, { what: 'all were done' });
  assert.deepEqual({ done, early }, { done: Array.from({ length: 20 }, (_, index) => index), early: [] });
});

test('does what is due at once, unless something waits before it', async (t) => {
  const line = new DelayLine();
  t.after(() => line.close());
  const done: string[] = [];
  line.add(performance.now(), () => void done.push('at once'));
  assert.deepEqual(done, ['at once']);
  const later = performance.now() + 10;
  line.add(later, () => void done.push('later'));
  line.add(later, () => void done.push('after it'));
  assert.deepEqual(done, ['at once']);
  await until(() => done.length, (count) => count === 3, { what: 'all were done' });
  assert.deepEqual(done, ['at once', 'later', 'after it']);
});

test('does nothing any more once it is closed', async () => {
  const line = new DelayLine();
  let done = 0;
  const at = performance.now() + 5;
  line.add(at, () => { done += 1; });
  line.close();
  await new Promise<void>((resolve) => { new DelayLine().add(at + 5, resolve); });
  assert.equal(done, 0);
});
