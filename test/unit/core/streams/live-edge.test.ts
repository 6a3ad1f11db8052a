import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assert as holds, integer, property } from 'fast-check';
import { BufferTarget, steer } from '../../../../core/streams/live-edge.ts';
import { Timeline } from '../../../../core/streams/timeline.ts';

const tick = 40;

/** Plays for a while from so much in the buffer; `jitter` is what comes late. Returns where it ends and how often it ran dry. */
function play({ aheadMs, seconds, targetMs = 150, jitter = () => 0 }: { aheadMs: number; seconds: number; targetMs?: number; jitter?: (step: number) => number }) {
  let [ahead, dry, rate] = [aheadMs, 0, 1];
  for (let step = 0; step < (seconds * 1000) / tick; step++) {
    ahead += tick + jitter(step) - tick * rate;
    if (ahead < 0) [ahead, dry] = [0, dry + 1];
    const next = steer({ aheadMs: ahead, targetMs });
    rate = next.rate;
    ahead -= next.jumpMs ?? 0;
  }
  return { ahead, dry };
}

describe('the live edge', () => {
  it('is come back to from anywhere, without running dry on the way', () => {
    holds(property(integer({ min: 60, max: 8000 }), (aheadMs) => {
      const { ahead, dry } = play({ aheadMs, seconds: 25 });
      assert.ok(Math.abs(ahead - 150) < 60, `${aheadMs} → ${ahead}`);
      assert.equal(dry, 0);
    }), { numRuns: 200 });
  });

  it('is never run after faster than voices bear', () => {
    holds(property(integer({ min: 0, max: 20_000 }), integer({ min: 100, max: 600 }), (aheadMs, targetMs) => {
      const { rate, jumpMs } = steer({ aheadMs, targetMs });
      assert.ok(rate >= 0.94 && rate <= 1.08);
      assert.ok(jumpMs === undefined || (jumpMs > 0 && jumpMs < aheadMs));
    }));
  });

  it('is shared: viewers who start apart see the same after a while', () => {
    holds(property(integer({ min: 150, max: 4000 }), integer({ min: 150, max: 4000 }), (one, two) => {
      const settle = (start: number): number => {
        let latencyMs = start;
        for (let step = 0; step < 500; step++) {
          // What is kept reaches from 100 ms after the moment of capture on.
          const { rate, jumpMs = 0 } = steer({ aheadMs: latencyMs - 100, targetMs: 150, shared: { latencyMs, targetMs: 800 } });
          latencyMs += tick - tick * rate - jumpMs;
        }
        return latencyMs;
      };
      assert.ok(Math.abs(settle(one) - settle(two)) < 200);
    }), { numRuns: 100 });
  });

  it('does not take what is shared for more important than what there is', () => {
    assert.ok(steer({ aheadMs: 20, targetMs: 150, shared: { latencyMs: 900, targetMs: 800 } }).rate < 1);
  });

  it('wants more after a stall and while frames come unevenly, and less again later', () => {
    const target = new BufferTarget();
    const quiet = target.ms(0);
    target.stalled(0);
    assert.ok(target.ms(0) >= quiet + 60);
    assert.ok(target.ms(20_000) <= quiet + 5);
    for (let at = 20_000; at < 21_000; at += 33) target.arrived(at % 2 ? 120 : 0, at);
    assert.ok(target.ms(21_000) > quiet + 80);
    assert.ok(target.ms(40_000) <= 600);
  });

  it('is slowed down to while frames come late and the decoder is about to run out', () => {
    const rate = (overdueMs: number, aheadMs: number): number => steer({ aheadMs, targetMs: 150, feed: { overdueMs, stepMs: 40 } }).rate;
    assert.deepEqual([rate(10, 120), rate(60, 120)], [steer({ aheadMs: 120, targetMs: 150 }).rate, 0.5]);
    assert.equal(rate(60, 170), 1, 'with enough at hand nothing is slowed down');
    assert.equal(steer({ aheadMs: 165, targetMs: 170, feed: { overdueMs: 60, stepMs: 67 } }).rate, 0.5, 'what a decoder holds back is longer where frames are');
  });

  it('goes farther off when a change of rendition came too late, by more than that, and at most so far', () => {
    const target = new BufferTarget();
    const before = target.ms(0);
    target.missed(2, 0);
    assert.equal(target.ms(0), before + 62);
    target.missed(2000, 0);
    assert.equal(target.ms(0), before + 300);
  });

  it('keeps a reserve on top of all that, while it is asked to', () => {
    const target = new BufferTarget();
    const quiet = target.ms(0);
    target.reserveMs = 300;
    assert.equal(target.ms(0), quiet + 300);
    target.reserveMs = 0;
    assert.equal(target.ms(0), quiet);
  });
});

describe('the timeline', () => {
  it('puts tracks that count by clocks of their own on one', () => {
    const timeline = new Timeline();
    const video = timeline.offset('video', 500, 1_000_000, 0);
    const audio = timeline.offset('audio', 7, 1_000_000 + 300, 0);
    assert.ok(Math.abs(500 + video - 10) < 1e-9);
    assert.ok(Math.abs(7 + audio - 10.3) < 1e-9);
    assert.equal(timeline.wallTime(10), 1_000_000);
    assert.equal(timeline.position(1_002_000), 12);
  });

  it('takes the jitter of capturing for what it is', () => {
    const timeline = new Timeline();
    const first = timeline.offset('video/720p', 5, 1_000_000, 0);
    assert.equal(timeline.offset('video/360p', 5.033, 1_000_050, 0), first);
    assert.equal(timeline.offset('video/720p', 6, 1_001_080, 0), first);
    assert.notEqual(timeline.offset('video/720p', 1, 1_009_000, 0), first, 'a publisher that began anew');
  });

  it('says no time of day where the broadcast says none', () => {
    const timeline = new Timeline();
    timeline.offset('video', 5, undefined, 2_000_000);
    assert.equal(timeline.wallTime(10), undefined);
  });
});
