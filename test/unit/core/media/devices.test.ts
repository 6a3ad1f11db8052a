import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, hosting, rejectionOf, type Harness } from '../harness.ts';

const localOf = ({ manager }: Harness) => manager.stores.devices.$local.get();
const sentBy = ({ media }: Harness) => media.ports.at(-1)!.local;

for (const [name, code] of [['NotFoundError', 'camera-missing'], ['NotAllowedError', 'camera-refused'], ['NotReadableError', 'camera-busy'], ['OverconstrainedError', 'camera-missing'], ['Whatever', 'camera-busy'], ['toString', 'camera-busy']] as const) {
  test(`without a camera (${name}) a host goes live with sound, and is told ${code}`, async () => {
    const harness = createHarness();
    harness.server.room.asHost();
    harness.media.fakeDevices.cameraError = name;
    await harness.manager.startBroadcast({ token: 't' });
    const local = localOf(harness);
    assert.deepEqual([local.hasVideo, local.hasAudio, local.cameraProblem, local.micProblem, local.status], [false, true, code, null, 'ready']);
    assert.deepEqual(harness.payloads('MEDIA_DEGRADED'), [{ reason: code, hasVideo: false, hasAudio: true }]);
    assert.deepEqual(Object.keys(sentBy(harness)), ['mic']);
    assert.equal(harness.manager.stores.stage.$tiles.get()[0]?.videoOff, true);
    await harness.manager.close();
  });
}

test('without a microphone a host goes live with a picture', async () => {
  const harness = createHarness();
  harness.server.room.asHost();
  harness.media.fakeDevices.micError = 'NotAllowedError';
  await harness.manager.startBroadcast({ token: 't' });
  assert.deepEqual(harness.payloads('MEDIA_DEGRADED'), [{ reason: 'mic-refused', hasVideo: true, hasAudio: false }]);
  await harness.manager.close();
});

test('without either a start fails by the camera, and works once it is there', async () => {
  const harness = createHarness();
  harness.server.room.asHost();
  Object.assign(harness.media.fakeDevices, { cameraError: 'NotAllowedError', micError: 'NotAllowedError' });
  assert.equal((await rejectionOf(harness.manager.startBroadcast({ token: 't' }))).code, 'camera-refused');
  assert.equal(harness.server.connections.length, 0, 'nobody saw a host come and go');
  assert.equal(localOf(harness).cameraProblem, null, 'forgotten with the released start');
  Object.assign(harness.media.fakeDevices, { cameraError: undefined, micError: undefined });
  await harness.manager.startBroadcast({ token: 't' });
  assert.equal(localOf(harness).cameraProblem, null);
  await harness.manager.close();
});

test('a page without media devices says why', async () => {
  const harness = createHarness();
  const plain = createHarness({ media: { ...harness.media, devices: undefined } });
  assert.equal((await rejectionOf(plain.manager.preloadCamera())).code, 'browser-unsupported');
  Object.assign(globalThis, { isSecureContext: false });
  try {
    assert.equal((await rejectionOf(plain.manager.preloadCamera())).code, 'insecure-page');
  } finally {
    Reflect.deleteProperty(globalThis, 'isSecureContext');
  }
  assert.equal(plain.manager.stores.devices.$local.get().cameraProblem, 'insecure-page');
  await Promise.all([plain.manager.close(), harness.manager.close()]);
});

test('the camera is asked for once, however often it is preloaded', async () => {
  const harness = createHarness();
  await Promise.all([harness.manager.preloadCamera(), harness.manager.preloadCamera()]);
  await harness.manager.preloadCamera();
  assert.equal(harness.media.fakeDevices.asked.length, 1);
  assert.equal(harness.payloads('LOCAL_STREAM').length, 1);
  assert.deepEqual(harness.manager.stores.devices.$devices.get().camera.map(({ id }) => id), ['camera-1', 'camera-2']);
  await harness.manager.close();
});

test('turning the camera off lets it go, and turning it on asks again, in the same stream', async () => {
  const harness = await hosting();
  const { stream } = localOf(harness);
  const [camera] = harness.media.fakeDevices.tracks;
  await harness.manager.setLocalVideoEnabled(false);
  assert.equal(camera?.readyState, 'ended');
  assert.deepEqual(sentBy(harness).camera, { track: null, paused: true });
  assert.deepEqual([localOf(harness).videoOff, localOf(harness).hasVideo], [true, false]);
  await harness.manager.setLocalVideoEnabled(true);
  assert.equal(localOf(harness).stream, stream);
  assert.equal(sentBy(harness).camera?.paused, false);
  assert.notEqual(sentBy(harness).camera?.track, camera);
  await harness.manager.close();
});

test('a camera that cannot be had again stays off, and says why', async () => {
  const harness = await hosting();
  await harness.manager.setLocalVideoEnabled(false);
  harness.media.fakeDevices.cameraError = 'NotReadableError';
  assert.equal((await rejectionOf(harness.manager.setLocalVideoEnabled(true))).code, 'camera-busy');
  assert.deepEqual([localOf(harness).videoOff, localOf(harness).cameraProblem], [true, 'camera-busy']);
  await harness.manager.close();
});

test('muted before going live is muted on air', async () => {
  const harness = createHarness();
  harness.server.room.asHost();
  await harness.manager.setLocalAudioMute(true);
  await harness.manager.setLocalVideoEnabled(false);
  await harness.manager.startBroadcast({ token: 't' });
  assert.equal(sentBy(harness).mic?.paused, true);
  assert.equal(sentBy(harness).mic?.track?.enabled, false);
  assert.equal(sentBy(harness).camera, undefined);
  assert.deepEqual(harness.media.fakeDevices.asked.map(({ video }) => video), [undefined], 'the light never went on');
  await harness.manager.setLocalVideoEnabled(true);
  assert.equal(sentBy(harness).camera?.paused, false);
  await harness.manager.close();
});

test('muting holds at once, even while the connection is cut', async () => {
  const harness = await hosting();
  harness.server.connection.cut();
  harness.media.ports[0]!.refuse = Object.assign(new Error(), { code: 'x' });
  const muted = harness.manager.setLocalAudioMute(true).catch(() => {});
  await muted;
  assert.equal(localOf(harness).audioMuted, true);
  assert.equal(harness.media.fakeDevices.tracks.find(({ kind }) => kind === 'audio')?.enabled, false);
  await harness.manager.close();
});

test('the next camera is chosen, round and round', async () => {
  const harness = await hosting();
  const cameraOf = (): unknown => sentBy(harness).camera?.track?.getSettings().deviceId;
  await harness.manager.switchCamera();
  assert.equal(cameraOf(), 'camera-2');
  assert.equal(harness.media.fakeDevices.tracks[0]?.readyState, 'ended');
  await harness.manager.switchCamera();
  assert.equal(cameraOf(), 'camera-1');
  assert.equal(harness.manager.stores.devices.$selected.get().camera, 'camera-1');
  harness.media.fakeDevices.cameras = ['camera-1'];
  assert.equal((await rejectionOf(harness.manager.switchCamera())).code, 'camera-missing');
  assert.equal(cameraOf(), 'camera-1');
  await harness.manager.close();
});

test('a device is selected by id; one that is not there leaves the old in place', async () => {
  const harness = await hosting();
  await harness.manager.selectDevice('camera', 'camera-2');
  assert.equal(sentBy(harness).camera?.track?.getSettings().deviceId, 'camera-2');
  assert.equal((await rejectionOf(harness.manager.selectDevice('camera', 'nowhere'))).code, 'camera-missing');
  assert.equal(sentBy(harness).camera?.track?.readyState, 'live');
  assert.equal(harness.manager.stores.devices.$selected.get().camera, 'camera-2');
  await harness.manager.selectDevice('speaker', 'speaker-9');
  assert.equal(harness.manager.stores.devices.$selected.get().speaker, 'speaker-9');
  await harness.manager.close();
});

test('devices that come and go are listed', async () => {
  const harness = createHarness();
  harness.media.fakeDevices.cameras = ['camera-7'];
  harness.media.fakeDevices.dispatchEvent(new Event('devicechange'));
  await harness.clock.advance(0);
  assert.deepEqual(harness.manager.stores.devices.$devices.get().camera, [{ id: 'camera-7', label: 'camera-7' }]);
  await harness.manager.close();
});

test('mirroring is mine alone', async () => {
  const harness = await hosting();
  await harness.manager.setMirror(false);
  assert.equal(harness.manager.stores.stage.$tiles.get()[0]?.mirrored, false);
  await harness.manager.close();
});
