import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Waiting } from '../../../../server/hls/waiting.ts';
import { SignalError } from '../../../../server/signal-error.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const topic = {};
const never = (): boolean => false;
const options = (who: string, gone = new AbortController().signal) => ({ who, withinMs: 1000, gone });
const code = (expected: string) => (error: unknown) => error instanceof SignalError && error.code === expected;

describe('waiting', () => {
  it('answers at once, when it is time, when it is too late, and when nobody waits any more', async () => {
    const clock = createFakeClock();
    const waiting = new Waiting({ clock });
    let ready = false;
    assert.equal(await waiting.until(topic, () => true, options('a')), 'ready');
    const waits = waiting.until(topic, () => ready, options('a'));
    waiting.wake(topic);
    assert.equal(waiting.count, 1);
    ready = true;
    waiting.wake({});
    assert.equal(waiting.count, 1, 'not its topic');
    waiting.wake(topic);
    assert.equal(await waits, 'ready');
    const late = waiting.until(topic, never, options('a'));
    clock.advance(1000);
    assert.equal(await late, 'late');
    const leaver = new AbortController();
    const left = waiting.until(topic, never, options('a', leaver.signal));
    leaver.abort();
    assert.equal(await left, 'gone');
    assert.equal(await waiting.until(topic, never, options('a', leaver.signal)), 'gone');
    const closed = waiting.until(topic, never, options('a'));
    waiting.close();
    assert.equal(await closed, 'late');
    assert.deepEqual([waiting.count, clock.pending()], [0, 0]);
  });

  it('bounds ten thousand waiters: all together, and each viewer’s', async () => {
    const clock = createFakeClock();
    const waiting = new Waiting({ clock, most: 5000, mostEach: 4 });
    const held: Promise<string>[] = [];
    const refused = { 'busy': 0, 'rate-limited': 0 };
    for (let index = 0; index < 10_000; index++) {
      try {
        held.push(waiting.until(topic, never, options(`viewer ${index % 2000}`)));
      } catch (error) {
        refused[(error as SignalError).code as keyof typeof refused]++;
      }
    }
    assert.deepEqual([held.length, refused.busy], [5000, 5000]);
    assert.throws(() => waiting.until(topic, never, options('someone else')), code('busy'));
    clock.advance(1000);
    assert.ok((await Promise.all(held)).every((result) => result === 'late'));
    for (let index = 0; index < 4; index++) held.push(waiting.until(topic, never, options('greedy')));
    assert.throws(() => waiting.until(topic, never, options('greedy')), code('rate-limited'));
    assert.equal(waiting.count, 4);
    void waiting.until(topic, never, options('modest'));
    waiting.close();
    assert.deepEqual([waiting.count, clock.pending()], [0, 0]);
  });
});
