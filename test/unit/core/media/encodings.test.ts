import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, nat, property } from 'fast-check';
import { nextCamera } from '../../../../core/media/constraints.ts';
import { simulcastEncodings, startBitrateKbps } from '../../../../core/media/encodings.ts';

const layersOf = (width: number, height: number): string[] => simulcastEncodings({ width, height, frameRate: 30 }).map(({ scaleResolutionDownBy, maxBitrate }) => `1/${scaleResolutionDownBy} ${Math.round(maxBitrate / 1000)}k`);

test('layers by the size of the picture', () => {
  assert.deepEqual(layersOf(1280, 720), ['1/4 124k', '1/2 498k', '1/1 1991k']);
  assert.deepEqual(layersOf(640, 360), ['1/2 124k', '1/1 498k']);
  assert.deepEqual(layersOf(720, 1280), layersOf(1280, 720));
  assert.deepEqual(simulcastEncodings({ width: 320, height: 180, frameRate: 15 }).map(({ scaleResolutionDownBy, maxBitrate }) => [scaleResolutionDownBy, maxBitrate]), [[1, 100_000]]);
});

test('all layers fit into the first second, and no more is asked than they use', () => {
  assert.equal(startBitrateKbps(simulcastEncodings({ width: 1280, height: 720, frameRate: 30 })), 2500);
  assert.equal(startBitrateKbps(simulcastEncodings({ width: 320, height: 180, frameRate: 15 })), 100);
});

test('whatever a camera says of itself, there are one to three layers within bounds', () => {
  check(property(nat(8000), nat(8000), nat(240), (width, height, frameRate) => {
    const encodings = simulcastEncodings({ width, height, frameRate });
    assert.ok(encodings.length >= 1 && encodings.length <= 3);
    assert.equal(encodings.at(-1)?.scaleResolutionDownBy, 1);
    for (const { maxBitrate } of encodings) assert.ok(Number.isInteger(maxBitrate) && maxBitrate >= 100_000 && maxBitrate <= 4_000_000);
  }), { seed: 1, numRuns: 200 });
});

test('the next camera', () => {
  const cameras = [{ id: 'a' }, { id: 'b' }];
  assert.equal(nextCamera(cameras, 'a')?.id, 'b');
  assert.equal(nextCamera(cameras, 'b')?.id, 'a');
  assert.equal(nextCamera(cameras, undefined)?.id, 'a');
  assert.equal(nextCamera([{ id: 'a' }], 'a'), undefined);
  assert.equal(nextCamera([], 'a'), undefined);
});
