import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Abr, type AbrView } from '../../../../core/streams/abr.ts';
import { Adapter } from '../../../../core/streams/adapter.ts';
import { Arrivals } from '../../../../core/streams/arrivals.ts';
import type { Lane } from '../../../../core/streams/lane.ts';

const view = (given: Partial<AbrView>): AbrView => ({ now: 10_000, rungs: [300_000, 900_000, 2_500_000], current: 2, lagMs: 0, aheadMs: 150, received: 800_000, lost: false, ...given });

describe('the choice of a rendition', () => {
  it('is the largest that fits in what comes through', () => {
    assert.deepEqual(new Abr().choose(view({ lagMs: 200, received: 800_000 })), { do: 'switch', to: 0, why: 'too-slow' });
    assert.deepEqual(new Abr().choose(view({ lagMs: 200, received: 1_400_000 })), { do: 'switch', to: 1, why: 'too-slow' });
  });
});

describe('a change of rendition', () => {
  const levels = [{ name: 'small', bitrate: 300_000 }, { name: 'large', bitrate: 2_500_000 }] as never;

  /** What is looked at of a lane whose picture comes late; groups began at 1 s and 2 s. Returns with which group the smaller rendition begins. */
  function begun(endSec: number, overdueMs: number): string | undefined {
    let from: string | undefined;
    const arrivals = { lagMs: () => 200, bitsPerSecond: () => 800_000 };
    const lane = { kind: 'video', groups: [{ start: 1, before: 1 }, { start: 2, before: 2 }], end: endSec, feed: { overdueMs, stepMs: 40 }, current: { track: 'large', skipped: 0, arrivals }, play: (_open: unknown, given: string) => { from = given; } } as unknown as Lane;
    new Adapter({ now: () => 10_000, video: { currentTime: 2 }, open: () => undefined as never, chose: () => {} }).look([lane], lane, levels, 150);
    return from;
  }

  it('begins with the next group, unless the one under way is young or that has begun by now', () => {
    assert.equal(begun(2.6, 0), 'next-group');
    assert.equal(begun(2.1, 0), 'largest');
    assert.equal(begun(2.9, 180), 'largest', 'the next has begun, though nothing of it is here');
  });

  it('jumps over what did not come, when that is next to be played', () => {
    const after = (currentTime: number, start: number): number => {
      const video = { currentTime };
      const lane = { kind: 'video', groups: [{ start, before: 2 }] } as unknown as Lane;
      new Adapter({ now: () => 10_000, video, open: () => undefined as never, chose: () => {} }).look([lane], lane, levels, 150);
      return video.currentTime;
    };
    assert.equal(after(1.95, 2.4), 2.4);
    assert.equal(after(2.2, 2.4), 2.4);
    assert.equal(after(1.8, 2.4), 1.8, 'what is there is played first');
    assert.equal(after(1.95, 2.1), 1.95, 'a moment is bridged');
    assert.equal(after(2.5, 2.4), 2.5);
  });
});

describe('what comes in', () => {
  /** So many pieces, `stepMs` apart, the last at 1000. */
  function fed(stepMs: number): Arrivals {
    const arrivals = new Arrivals();
    for (let at = 1000 - 60 * stepMs; at <= 1000; at += stepMs) arrivals.add(1000, at, at + 5);
    return arrivals;
  }

  const overdue = (stepMs: number, now: number): number => fed(stepMs).lagMs(now, fed(stepMs).stepMs);

  it('is late when the next piece is, by the pace of those before', () => {
    assert.equal(overdue(40, 1045), 0);
    assert.equal(overdue(40, 1075), 30);
    assert.equal(overdue(67, 1075), 3);
    assert.equal(fed(40).lagMs(1135), 10, 'with patience');
  });

  it('has a pace: the longest from one piece to the next of the last second, 200 ms at most', () => {
    assert.equal(new Arrivals().stepMs, 30);
    const arrivals = fed(33);
    assert.equal(arrivals.stepMs, 33);
    arrivals.add(1000, 1100, 1105);
    assert.equal(arrivals.stepMs, 100);
    arrivals.add(1000, 1900, 1905);
    assert.equal(arrivals.stepMs, 200);
  });
});
