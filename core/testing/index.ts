/** Shipped fakes: rooms without a camera, a server or a clock, for applications' own tests and stories. */
export { createScenario, type Scenario, type ScenarioOptions } from './scenario.ts';
export { createFakeClock, settle, type FakeClock } from './fake-clock.ts';
export { createFakeNetwork, type FakeNetwork } from './fake-network.ts';
export { createFakeRandom } from './fake-random.ts';
export { FakeMediaDevices, type FakeDevicesOptions } from './fake-devices.ts';
export { fakeMedia, FakeMediaPort, type FakeMedia } from './fake-media.ts';
export { FakeStream, FakeTrack } from './fake-tracks.ts';
export { FakeConnection, FakeSignalServer } from './fake-signal-server.ts';
export { FakeRoom } from './fake-room.ts';
export { FakeViewer, fakeLevels, fakeStats } from './fake-viewer.ts';
