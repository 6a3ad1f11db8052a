import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Adapter } from '../../../../core/streams/adapter.ts';
import type { Lane } from '../../../../core/streams/lane.ts';

/** A video whose time is counted in whole ms, as some browsers do; `set` is where it was put. */
function videoAt(seconds: number): { currentTime: number; readonly set: readonly number[] } {
  const set: number[] = [];
  let at = seconds;
  return {
    set,
    get currentTime() { return at; },
    set currentTime(wanted) {
      set.push(wanted);
      at = Math.floor(wanted * 1000) / 1000;
    },
  };
}

/** Looks some times at a lane whose last group begins `hole` s after what was there before, 10 s, ends. */
function looked({ hole, currentTime }: { hole: number; currentTime: number }): readonly number[] {
  const video = videoAt(currentTime);
  const adapter = new Adapter({ now: () => 0, video, open: () => assert.fail('no other rendition is asked for'), chose: () => {} });
  const lane = { groups: [{ start: 8, before: 8 }, { start: 10 + hole, before: 10 }] } as unknown as Lane;
  for (let look = 0; look < 3; look++) adapter.look([lane], lane, [], 20);
  return video.set;
}

describe('a hole in the picture', () => {
  it('is jumped over, once, shortly before it is reached', () => {
    assert.deepEqual(looked({ hole: 0.3196, currentTime: 9.95 }), [10.3196]);
  });

  it('is waited for while there is something to show', () => {
    assert.deepEqual(looked({ hole: 0.3196, currentTime: 9.9 }), []);
  });

  it('is no hole when one picture can fill it', () => {
    assert.deepEqual(looked({ hole: 0.1, currentTime: 9.99 }), []);
  });
});
