import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { toggles } from '../support/find.ts';
import { asHost, asViewer, changeTile, connection, isCall, shareScreen } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Stage', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

export const One: StoryObj<Args> = story({ room: asViewer });
export const Two: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 2 }, given: (scene) => changeTile(scene, 1, { speaking: true }) });
export const Three: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 3 } });
export const Four: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 4 } });
export const SharedScreen: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 2 }, given: shareScreen });
export const ScreenOfAHostAlone: StoryObj<Args> = story({ room: asHost, given: shareScreen });
export const Call: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: isCall });
export const CallWaits: StoryObj<Args> = story({ room: asHost, given: isCall });
export const Muted: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 2 }, given: (scene) => changeTile(scene, 1, { audioMuted: true }) });
export const CameraOff: StoryObj<Args> = story({ room: asViewer, given: (scene) => changeTile(scene, 0, { videoOff: true, stream: null, hasVideo: false }) });
export const OwnCameraOff: StoryObj<Args> = story({
  room: asHost,
  given: (scene) => {
    scene.scenario.stores.devices.applyLocal({ videoOff: true });
    changeTile(scene, 0, { videoOff: true, stream: null, hasVideo: false });
  },
});
export const Paused: StoryObj<Args> = story({ room: asViewer, given: (scene) => changeTile(scene, 0, { paused: true }) });
export const PausedByMe: StoryObj<Args> = story({
  room: asHost,
  given: (scene) => {
    scene.scenario.stores.devices.applyLocal({ paused: true });
    changeTile(scene, 0, { paused: true });
  },
});
export const Away: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 2 }, given: (scene) => changeTile(scene, 0, { away: true, awayUntil: Date.now() + 24_000 }) });
export const WeakCohost: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 2 }, given: ({ scenario }) => scenario.stores.quality.$peers.set(new Map([['host-1', 'poor']])) });
export const PoorNetwork: StoryObj<Args> = story({ room: asViewer, given: (scene) => connection(scene, 'poor', 'downlink-bandwidth') });
export const DeviceProblem: StoryObj<Args> = story({ room: asHost, given: (scene) => {
  scene.scenario.stores.devices.applyLocal({ hasVideo: false, cameraProblem: 'camera-busy' });
  changeTile(scene, 0, { videoOff: true, stream: null, hasVideo: false });
} });
export const Mutes: StoryObj<Args> = story({ room: asHost, play: (canvas) => toggles(canvas, 'controls.microphone', 'true') });
