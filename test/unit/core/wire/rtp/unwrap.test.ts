import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Unwrapper } from '../../../../../core/wire/rtp/unwrap.ts';

describe('Unwrapper', () => {
  it('goes on counting where the number wraps', () => {
    const unwrapper = new Unwrapper(16);
    assert.deepEqual([65_534, 65_535, 0, 1].map((value) => unwrapper.next(value)), [65_534, 65_535, 65_536, 65_537]);
  });

  it('takes a late one for what it was, and goes on from the newest', () => {
    const unwrapper = new Unwrapper(16);
    assert.deepEqual([65_535, 2, 65_534, 3].map((value) => unwrapper.next(value)), [65_535, 65_538, 65_534, 65_539]);
  });

  it('goes below 0 for one that is older than the first', () => {
    const unwrapper = new Unwrapper(32);
    assert.deepEqual([1, 4_294_967_295, 2].map((value) => unwrapper.next(value)), [1, -1, 2]);
  });

  it('wraps more than once', () => {
    const unwrapper = new Unwrapper(16);
    let last = -1;
    for (let value = 0; value < 400_000; value += 1000) {
      assert.equal(unwrapper.next(value % 65_536), value);
      assert.ok(value > last);
      last = value;
    }
  });
});
