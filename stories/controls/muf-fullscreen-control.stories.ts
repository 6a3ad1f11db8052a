import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-fullscreen-control.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Full screen', ...about('muf-fullscreen-control', 'video') };
export default meta;

export const Floating: StoryObj<Args> = story();
export const OnASurface: StoryObj<Args> = story({ ground: 'surface', args: { look: 'plain' } });
