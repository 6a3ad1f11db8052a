import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { LiveErrorCode } from '../../core/errors.ts';
import '../../ui-kit/feedback/muf-notice.ts';
import { goes, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asHost, reconnect } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Feedback/Notice', ...about('muf-notice', 'video', '420px') };
export default meta;

const camera = (cameraProblem: LiveErrorCode) => ({ scenario }: Scene): void => scenario.stores.devices.applyLocal({ hasVideo: false, cameraProblem });
const microphone = (micProblem: LiveErrorCode) => ({ scenario }: Scene): void => scenario.stores.devices.applyLocal({ hasAudio: false, micProblem });

export const Nothing: StoryObj<Args> = story();
export const Reconnecting: StoryObj<Args> = story({ given: (scene) => reconnect(scene) });
export const StillReconnecting: StoryObj<Args> = story({ given: (scene) => reconnect(scene, 6) });
export const Lost: StoryObj<Args> = story({ given: ({ scenario }) => scenario.stores.connection.$connection.set({ status: 'failed', path: 'sfu' }) });
export const CameraBlocked: StoryObj<Args> = story({ room: asHost, given: camera('camera-refused') });
export const CameraBusy: StoryObj<Args> = story({ room: asHost, given: camera('camera-busy') });
export const CameraMissing: StoryObj<Args> = story({ room: asHost, given: camera('camera-missing') });
export const MicrophoneBlocked: StoryObj<Args> = story({ room: asHost, given: microphone('mic-refused') });
export const GoesOnWithLess: StoryObj<Args> = story({
  room: asHost, given: camera('camera-busy'),
  play: async (canvas) => {
    await press(canvas, 'feedback.soundOnly');
    await goes(canvas, '[part=card]');
  },
});
