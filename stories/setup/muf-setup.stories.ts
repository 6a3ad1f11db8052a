import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { userEvent } from 'storybook/test';
import '../../ui-kit/setup/muf-countdown.ts';
import '../../ui-kit/setup/muf-setup.ts';
import { appears, press } from '../support/find.ts';
import { turnCameraOn } from '../support/scene.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Set-up', ...about('muf-setup', 'fill') };
export default meta;

const ready = turnCameraOn;

export const Ready: StoryObj<Args> = story({ room: outside, given: (scene) => ready(scene) });
export const OnADesktop: StoryObj<Args> = story({ room: outside, given: (scene) => ready(scene), view: ({ $layout }) => $layout.set('wide') });
export const Asking: StoryObj<Args> = story({ room: outside, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'asking' }) });
export const CameraBlocked: StoryObj<Args> = story({ room: outside, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'ready', hasAudio: true, cameraProblem: 'camera-refused' }) });
export const CameraBusy: StoryObj<Args> = story({ room: outside, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'ready', hasAudio: true, cameraProblem: 'camera-busy' }) });
export const NothingFound: StoryObj<Args> = story({ room: outside, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'ready', cameraProblem: 'camera-missing', micProblem: 'mic-missing' }) });
export const DevicesOpen: StoryObj<Args> = story({
  ground: 'phone', room: outside, given: (scene) => ready(scene),
  play: async (canvas) => {
    await press(canvas, 'setup.devices');
    await appears(canvas, 'select');
  },
});
export const NameTyped: StoryObj<Args> = story({
  room: outside, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'ready', videoOff: true, hasAudio: true }),
  play: async (canvas) => {
    const name = await appears<HTMLInputElement>(canvas, '[name=name]');
    await userEvent.type(name, 'Ada');
    await appears(canvas, '[part=avatar]');
    localStorage.clear();
  },
});
