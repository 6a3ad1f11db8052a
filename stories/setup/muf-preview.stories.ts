import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/setup/muf-preview.ts';
import { turnCameraOn } from '../support/scene.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Preview', ...about('muf-preview', 'surface'), args: { style: 'display: block; position: relative; inline-size: min(100%, 420px); aspect-ratio: 16 / 9' } };
export default meta;

export const Picture: StoryObj<Args> = story({ room: outside, given: (scene) => turnCameraOn(scene) });
export const Mirrored: StoryObj<Args> = story({ room: outside, given: (scene) => {
  turnCameraOn(scene);
  scene.scenario.stores.devices.applyLocal({ mirrored: true });
} });
export const CameraOff: StoryObj<Args> = story({ room: outside, args: { name: 'Ada' } });
export const Nameless: StoryObj<Args> = story({ room: outside });
