import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Lane } from '../../../../core/streams/lane.ts';
import { newMeter } from '../../../../core/streams/measure.ts';
import type { RelaySession } from '../../../../core/streams/playback.ts';
import type { Playhead } from '../../../../core/streams/playhead.ts';

const video = { playbackRate: 1, videoWidth: 640, videoHeight: 360 } as HTMLVideoElement;
const playhead = { latencyMs: 180, aheadMs: 130, stalls: 0, stalledMs: 0 } as Playhead;
const laneOf = (bytes: number): Lane => ({ current: { bytes, skipped: 0, arrivals: { bitsPerSecond: () => 0 } }, next: undefined }) as unknown as Lane;

it('ends a session by which nothing has come for 3 s, and waits twice as long each time that the next one is as quiet', () => {
  const ended: number[] = [];
  let now = 1000;
  const meter = newMeter(() => ({ session: { close: (code: number) => { assert.ok(code > 0); ended.push(now); } } }) as unknown as RelaySession);
  const read = (bytes: number): number => meter(video, playhead, [laneOf(bytes)], now).bytes;
  const quiet = (bytes: number, untilMs: number): void => {
    for (; now < untilMs; now += 500) read(bytes);
  };
  quiet(0, 10_000);
  assert.deepEqual(ended, [], 'nothing has come yet, which is for others to judge');
  assert.equal(read(5000), 5000);
  quiet(5000, 13_000);
  assert.deepEqual(ended, []);
  quiet(5000, 13_500);
  assert.deepEqual(ended, [13_000]);
  // The next session counts from zero, and brings nothing either.
  quiet(0, 31_500);
  assert.deepEqual(ended, [13_000, 19_000, 31_000]);
  read(100);
  quiet(100, 40_000);
  assert.deepEqual(ended, [13_000, 19_000, 31_000, 34_500]);
});
