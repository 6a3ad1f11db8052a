import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, hosting, type Harness } from '../harness.ts';

const localOf = ({ manager }: Harness) => manager.stores.devices.$local.get();

test('what is suggested is asked for, and what the application gave comes first', async () => {
  const harness = createHarness({ videoConstraints: { width: { ideal: 640 } } });
  harness.manager.suggestMedia({ videoConstraints: { width: { ideal: 1920 }, height: { ideal: 1080 } }, audioConstraints: { noiseSuppression: false } });
  await harness.manager.preloadCamera();
  const [asked] = harness.media.fakeDevices.asked;
  const { width, height } = asked!.video as MediaTrackConstraints;
  assert.deepEqual([width, height], [{ ideal: 640 }, { ideal: 1080 }]);
  const { noiseSuppression, echoCancellation } = asked!.audio as MediaTrackConstraints;
  assert.deepEqual([noiseSuppression, echoCancellation], [false, true]);
  await harness.manager.close();
});

test('a camera that is to start off is not asked for, and can be turned on', async () => {
  const harness = createHarness();
  harness.manager.suggestMedia({ videoOff: true, audioMuted: true });
  await harness.manager.preloadCamera();
  assert.equal(harness.media.fakeDevices.asked.some(({ video }) => video), false);
  assert.deepEqual([localOf(harness).hasVideo, localOf(harness).videoOff, localOf(harness).audioMuted], [false, true, true]);
  await harness.manager.setLocalVideoEnabled(true);
  assert.deepEqual([localOf(harness).hasVideo, localOf(harness).videoOff], [true, false]);
  await harness.manager.close();
});

test('the next broadcast begins the same way', async () => {
  const harness = await hosting();
  harness.manager.suggestMedia({ audioMuted: true });
  assert.equal(localOf(harness).audioMuted, false, 'one that runs is left as it is');
  await harness.manager.endBroadcast();
  assert.equal(localOf(harness).audioMuted, true);
  harness.manager.suggestMedia({});
  assert.equal(localOf(harness).audioMuted, false);
  await harness.manager.close();
});
