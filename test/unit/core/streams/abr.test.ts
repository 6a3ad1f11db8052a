import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Abr, type AbrView } from '../../../../core/streams/abr.ts';
import { Arrivals } from '../../../../core/streams/arrivals.ts';

const view = (given: Partial<AbrView>): AbrView => ({ now: 10_000, rungs: [300_000, 900_000, 2_500_000], current: 2, lagMs: 0, aheadMs: 150, received: 800_000, lost: false, ...given });

describe('the choice of a rendition', () => {
  it('is the largest that fits in what comes through', () => {
    assert.deepEqual(new Abr().choose(view({ lagMs: 200, received: 800_000 })), { do: 'switch', to: 0, why: 'too-slow' });
    assert.deepEqual(new Abr().choose(view({ lagMs: 200, received: 1_400_000 })), { do: 'switch', to: 1, why: 'too-slow' });
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
