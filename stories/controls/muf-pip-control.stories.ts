import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-pip-control.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Picture in picture', ...about('muf-pip-control', 'video') };
export default meta;

export const Floating: StoryObj<Args> = story();
export const OnASurface: StoryObj<Args> = story({ ground: 'surface', args: { look: 'plain' } });
export const NoPicture: StoryObj<Args> = story({ dark: true, says: 'While there is no picture it hides.' });
