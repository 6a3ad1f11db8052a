import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/debug/muf-debug-panel.ts';
import { appears, press } from '../support/find.ts';
import { asHost, connection } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Pieces/Debug panel', ...about('muf-debug-panel', 'surface', '480px') };
export default meta;

export const Viewer: StoryObj<Args> = story({ given: (scene) => connection(scene, 'good', null) });
export const Host: StoryObj<Args> = story({ room: asHost });
export const Trouble: StoryObj<Args> = story({ given: (scene) => connection(scene, 'poor', 'downlink-loss') });
export const Copies: StoryObj<Args> = story({ play: async (canvas) => {
  await press(canvas, 'debug.copy');
  await appears(canvas, '[part=status]:not(:empty)');
} });
