import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { LiveErrorCode } from '../../core/errors.ts';
import { appears, control, press, reads } from '../support/find.ts';
import { turnCameraOn } from '../support/scene.ts';
import { asHost, asViewer, fail, finish, outside, reconnect } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Phases', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

const asked = { 'room-id': undefined, 'join-as': 'host' };
const failed = (code: LiveErrorCode): StoryObj<Args> => story({ room: outside, given: (scene) => fail(scene, code) });

export const Unconfigured: StoryObj<Args> = story({ room: outside, args: { 'room-id': undefined } });
export const Lobby: StoryObj<Args> = story({ room: outside });
export const SetUp: StoryObj<Args> = story({ room: outside, args: asked, given: (scene) => turnCameraOn(scene) });
export const SetUpCameraBlocked: StoryObj<Args> = story({ room: outside, args: asked, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'ready', hasAudio: true, cameraProblem: 'camera-refused' }) });
export const Countdown: StoryObj<Args> = story({ room: outside, args: asked, given: (scene) => turnCameraOn(scene), view: ({ $countdown }) => $countdown.set(3), play: async (canvas) => void (await control(canvas, 'setup.cancel')) });
export const Joining: StoryObj<Args> = story({ room: { state: 'INITIALIZING' } });
export const GoingLive: StoryObj<Args> = story({ room: { state: 'INITIALIZING', role: 'host' }, args: asked, given: (scene) => turnCameraOn(scene) });
export const Waiting: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 0 } });
export const LiveAsViewer: StoryObj<Args> = story({ room: asViewer });
export const LiveAsHost: StoryObj<Args> = story({ room: asHost });
export const Reconnecting: StoryObj<Args> = story({ room: asViewer, given: (scene) => reconnect(scene) });
export const StillReconnecting: StoryObj<Args> = story({ room: asViewer, given: (scene) => reconnect(scene, 6) });
export const SoundBlocked: StoryObj<Args> = story({ room: asViewer, view: ({ $soundBlocked }) => $soundBlocked.set(true) });
export const EndedForViewers: StoryObj<Args> = story({ room: asViewer, given: (scene) => finish(scene) });
export const EndedForTheHost: StoryObj<Args> = story({ room: asHost, given: (scene) => finish(scene) });
export const HostLeft: StoryObj<Args> = story({ room: asViewer, given: (scene) => finish(scene, 'host-left') });
export const Removed: StoryObj<Args> = story({ room: outside, given: (scene) => fail(scene, 'removed', 42_000) });
export const Banned: StoryObj<Args> = story({ room: outside, given: (scene) => fail(scene, 'banned') });
export const RoomFull: StoryObj<Args> = failed('room-full');
export const RoomEnded: StoryObj<Args> = failed('room-ended');
export const NotAllowed: StoryObj<Args> = failed('not-allowed');
export const TokenExpired: StoryObj<Args> = failed('token-expired');
export const NoServer: StoryObj<Args> = failed('server-unreachable');
export const BrowserTooOld: StoryObj<Args> = failed('browser-unsupported');

export const FromTheLobbyToTheEnd: StoryObj<Args> = story({
  name: 'From the lobby to the end', room: { ...asViewer, ...outside },
  play: async (canvas) => {
    await press(canvas, 'setup.watch');
    await reads(canvas, 'header.watching', { count: 8 });
    await press(canvas, 'header.leave');
    await control(canvas, 'setup.watch');
  },
});
export const EndsTheStream: StoryObj<Args> = story({
  name: 'A host ends the stream', room: asHost,
  play: async (canvas) => {
    await press(canvas, 'header.end');
    const dialog = await appears(canvas, '[role=alertdialog]');
    await press(dialog, 'sheet.endConfirm');
    await reads(canvas, 'end.titleHost');
  },
});
