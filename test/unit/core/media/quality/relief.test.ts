import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noRelief, relieve } from '../../../../../core/media/quality/relief.ts';
import { boundEncodings, boundOf, svcEncodings } from '../../../../../core/media/send-limits.ts';
import { simulcastEncodings } from '../../../../../core/media/encodings.ts';

/** The step after each second of these shares. */
function steps(shares: readonly number[], from = noRelief): number[] {
  let state = from;
  return shares.map((cpu, second) => (state = relieve(state, cpu, second * 1000)).step);
}
const seconds = (count: number, share: number): number[] => Array.from({ length: count }, () => share);

test('a processor that is overrun is spared step by step, down to the cheapest codec', () => {
  assert.deepEqual(steps(seconds(20, 1)).filter((step, index, all) => step !== all[index - 1]), [0, 1, 2, 3]);
  assert.equal(steps(seconds(6, 1)).at(-1), 0, 'six seconds first');
  assert.equal(steps(seconds(7, 1)).at(-1), 1);
  assert.equal(steps(seconds(60, 1)).at(-1), 3, 'there is nothing after that');
});

test('a moment does not count', () => {
  assert.equal(steps(Array.from({ length: 60 }, (_, second) => (second % 5 === 4 ? 0 : 1))).at(-1), 0);
  assert.equal(steps(seconds(60, 0.4)).at(-1), 0);
});

test('after a minute of rest it is asked more again; the codec stays', () => {
  const spared = { step: 2 as const, overrunSince: null, restSince: null };
  assert.deepEqual([steps(seconds(60, 0), spared).at(-1), steps(seconds(61, 0), spared).at(-1), steps(seconds(200, 0), spared).at(-1)], [2, 1, 0]);
  assert.equal(steps(seconds(300, 0), { ...spared, step: 3 }).at(-1), 3);
});

test('layers that nobody watches, or the processor cannot bear, are not sent', () => {
  const table: readonly [layers: number, watched: number | undefined, relief: 0 | 1 | 2 | 3, top: number, rate: number | undefined][] = [
    [3, undefined, 0, 2, undefined], [3, 1, 0, 1, undefined], [3, 0, 0, 0, undefined], [3, 2, 1, 1, undefined], [3, 0, 1, 0, undefined], [3, 2, 2, 0, 15],
    [2, 2, 0, 1, undefined], [1, 2, 0, 0, undefined], [1, undefined, 1, 0, 15], [1, undefined, 3, 0, 15],
  ];
  for (const [layers, watched, relief, top, maxFramerate] of table) assert.deepEqual(boundOf(layers, watched, relief), { top, ...(maxFramerate && { maxFramerate }) }, `${layers} ${watched} ${relief}`);
});

test('simulcast switches layers off; SVC becomes a smaller picture of fewer', () => {
  const simulcast = [{ active: true }, { active: true }, { active: true, maxFramerate: 15 }];
  assert.deepEqual(boundEncodings(simulcast, 'h264', 3, { top: 1 }), [{ active: true }, { active: true }, { active: false }]);
  assert.deepEqual(boundEncodings([{ active: true }], 'vp9', 3, { top: 1 }), [{ active: true, scalabilityMode: 'L2T3_KEY', scaleResolutionDownBy: 2 }]);
  assert.deepEqual(boundEncodings([{ active: true }], 'av1', 3, { top: 2 }), [{ active: true, scalabilityMode: 'L3T3_KEY', scaleResolutionDownBy: 1 }]);
});

test('SVC is one stream for about what its largest layer takes', () => {
  const picture = { width: 1280, height: 720, frameRate: 30 };
  const simulcast = simulcastEncodings(picture);
  const [svc, ...others] = svcEncodings(picture, 'vp9');
  assert.deepEqual([others.length, svc?.scalabilityMode], [0, 'L3T3_KEY']);
  assert.ok(svc!.maxBitrate < simulcast.reduce((sum, { maxBitrate }) => sum + maxBitrate, 0));
  assert.equal(svcEncodings({ width: 320, height: 180, frameRate: 15 }, 'vp9')[0]?.scalabilityMode, 'L1T3');
  assert.equal(svcEncodings(picture, 'av1')[0]?.scalabilityMode, 'L1T3', 'whose other layers nobody could decode');
  // What libwebrtc asks for before it starts 360 lines over 180.
  assert.ok(svcEncodings({ width: 640, height: 360, frameRate: 8 }, 'vp9')[0]!.maxBitrate > 193_000 + 49_000);
});
