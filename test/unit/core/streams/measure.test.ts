import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Lane } from '../../../../core/streams/lane.ts';
import { newMeter } from '../../../../core/streams/measure.ts';
import type { RelaySession } from '../../../../core/streams/playback.ts';
import type { Playhead } from '../../../../core/streams/playhead.ts';
import { RequestRefused } from '../../../../core/wire/moqt/session-api.ts';

const video = { playbackRate: 1, videoWidth: 640, videoHeight: 360 } as HTMLVideoElement;
const playhead = { latencyMs: 180, aheadMs: 130, stalls: 0, stalledMs: 0 } as Playhead;
const laneOf = (bytes: number): Lane => ({ current: { bytes, skipped: 0, arrivals: { bitsPerSecond: () => 0 } }, next: undefined }) as unknown as Lane;

/** A relay that brings `bytes`, at times that the test goes through in steps of half a second. */
function scene() {
  const state = { now: 1000, answers: true, asked: [] as number[], ended: [] as number[] };
  const session = {
    subscribe: () => {
      state.asked.push(state.now);
      return { accepted: state.answers ? Promise.reject(new RequestRefused('DOES_NOT_EXIST', '')) : new Promise(() => {}), unsubscribe() {} };
    },
    close: (code: number) => {
      assert.ok(code > 0);
      state.ended.push(state.now);
    },
  };
  const meter = newMeter(() => ({ session, namespace: ['lv_1'] }) as unknown as RelaySession);
  const quiet = async (bytes: number, untilMs: number): Promise<void> => {
    for (; state.now < untilMs; state.now += 500) {
      assert.equal(meter(video, playhead, [laneOf(bytes)], state.now).bytes, bytes);
      await turn();
    }
  };
  return { state, quiet };
}

it('ends a session by which nothing comes and whose relay does not answer', async () => {
  const { state, quiet } = scene();
  await quiet(0, 10_000);
  assert.deepEqual(state.asked, [], 'nothing has come yet, which is for others to judge');
  state.answers = false;
  await quiet(5000, 13_000);
  assert.deepEqual([state.asked, state.ended], [[12_000], []]);
  await quiet(5000, 14_000);
  assert.deepEqual(state.ended, [13_500]);
  // The next session counts from zero, and brings something.
  await quiet(100, 15_000);
  await quiet(6000, 16_500);
  assert.deepEqual([state.asked.length, state.ended.length], [1, 1]);
});

it('leaves a relay alone that answers, as while a host pauses, and asks less and less often', async () => {
  const { state, quiet } = scene();
  await quiet(5000, 40_000);
  assert.deepEqual([state.asked, state.ended], [[3000, 7000, 15_000, 31_000], []]);
  await quiet(6000, 43_000);
  assert.equal(state.asked.at(-1), 42_000, 'soon again after something has come');
});
