import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressKey } from '../../../../server/auth/address-key.ts';
import { createBucket, createKeyedBuckets } from '../../../../server/auth/token-bucket.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('a bucket gives its burst, then says how long to wait, then refills', () => {
  const clock = createFakeClock();
  const bucket = createBucket({ burst: 2, perSecond: 0.5 }, clock);
  assert.deepEqual([bucket.take(), bucket.take(), bucket.take()], [0, 0, 2000]);
  clock.advance(1000);
  assert.equal(bucket.take(), 1000);
  clock.advance(1000);
  assert.equal(bucket.take(), 0);
  clock.advance(3_600_000);
  assert.ok(bucket.isFull());
  assert.deepEqual([bucket.take(), bucket.take()].concat(bucket.take()), [0, 0, 2000]);
});

test('a clock that steps back neither fills nor breaks a bucket', () => {
  let time = 1_000_000;
  const bucket = createBucket({ burst: 1, perSecond: 1 }, { now: () => time, after: () => () => {} });
  assert.equal(bucket.take(), 0);
  time -= 500_000;
  assert.equal(bucket.take(), 1000);
  time += 1000;
  assert.equal(bucket.take(), 0);
});

test('keys do not share, and the number of keys is bounded', () => {
  const clock = createFakeClock();
  const buckets = createKeyedBuckets({ burst: 1, perSecond: 1 }, clock, 3);
  assert.equal(buckets.take('a'), 0);
  assert.ok(buckets.take('a') > 0);
  assert.equal(buckets.take('b'), 0);
  clock.advance(500);
  assert.equal(buckets.take('c'), 0);
  clock.advance(600);
  // a and b are full again and forgotten; c is not, and stays.
  assert.equal(buckets.take('d'), 0);
  assert.ok(buckets.take('c') > 0);
});

test('when none is full, the oldest key makes room', () => {
  const clock = createFakeClock();
  const buckets = createKeyedBuckets({ burst: 1, perSecond: 0.001 }, clock, 2);
  for (const key of ['a', 'b', 'c']) assert.equal(buckets.take(key), 0);
  assert.ok(buckets.take('c') > 0);
  assert.equal(buckets.take('a'), 0);
});

test('an IPv6 subscriber is one address', () => {
  assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
  assert.equal(addressKey('2001:db8:1:2::9'), '2001:db8:1:2');
  assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0');
  assert.equal(addressKey('::1'), '0:0:0:0');
  assert.equal(addressKey('::ffff:10.0.0.1'), '10.0.0.1');
  assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0');
  assert.equal(addressKey('10.0.0.1'), '10.0.0.1');
});
