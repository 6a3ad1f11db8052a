import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { LocalMedia } from '../../core/stores/devices.ts';
import '../../ui-kit/setup/muf-media-notice.ts';
import { goes, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Media notice', ...about('muf-media-notice', 'surface', '420px') };
export default meta;

const local = (change: Partial<LocalMedia>) => ({ scenario }: Scene): void => scenario.stores.devices.applyLocal(change);

export const Asking: StoryObj<Args> = story({ room: outside, given: local({ status: 'asking' }) });
export const CameraBlocked: StoryObj<Args> = story({ room: outside, given: local({ status: 'ready', cameraProblem: 'camera-refused' }) });
export const CameraBusy: StoryObj<Args> = story({ room: outside, given: local({ status: 'ready', cameraProblem: 'camera-busy' }) });
export const CameraMissing: StoryObj<Args> = story({ room: outside, given: local({ status: 'ready', cameraProblem: 'camera-missing' }) });
export const MicrophoneBlocked: StoryObj<Args> = story({ room: outside, given: local({ status: 'ready', micProblem: 'mic-refused' }) });
export const BothMissing: StoryObj<Args> = story({ room: outside, given: local({ status: 'ready', cameraProblem: 'camera-missing', micProblem: 'mic-missing' }) });
export const SoundOnly: StoryObj<Args> = story({
  room: outside, given: local({ status: 'ready', cameraProblem: 'camera-busy' }),
  play: async (canvas) => {
    await press(canvas, 'setup.soundOnly');
    await goes(canvas, '[part=notice]');
  },
});
