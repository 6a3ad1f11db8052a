import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadDevice } from '../../../../core/media/device.ts';
import type { Engine } from '../../../../core/media/engine.ts';

/** An engine that counts how often the browser is probed, and fails the first `failures` times. */
function countingEngine(failures = 0): { engine: Engine; loads: unknown[] } {
  const loads: unknown[] = [];
  const factory = () => Promise.resolve({
    load({ routerRtpCapabilities }: { routerRtpCapabilities: unknown }) {
      loads.push(routerRtpCapabilities);
      return loads.length <= failures ? Promise.reject(new Error('no codec in common')) : Promise.resolve();
    },
  });
  return { engine: { Device: { factory } } as unknown as Engine, loads };
}

const router = { codecs: [{ mimeType: 'video/VP8' }] };

test('the browser is probed once for one router', async () => {
  const { engine, loads } = countingEngine();
  const [ahead, joined] = await Promise.all([loadDevice(engine, router), loadDevice(engine, structuredClone(router))]);
  assert.equal(ahead, joined);
  assert.equal(loads.length, 1);
});

test('another router is another device', async () => {
  const { engine, loads } = countingEngine();
  const first = await loadDevice(engine, router);
  const other = await loadDevice(engine, { codecs: [] });
  assert.notEqual(first, other);
  assert.equal(loads.length, 2);
});

test('what failed is not kept', async () => {
  const { engine, loads } = countingEngine(1);
  await assert.rejects(loadDevice(engine, router), /no codec/);
  await loadDevice(engine, router);
  assert.equal(loads.length, 2);
});

test('engines do not share devices', async () => {
  const [one, two] = [countingEngine(), countingEngine()];
  assert.notEqual(await loadDevice(one.engine, router), await loadDevice(two.engine, router));
});
