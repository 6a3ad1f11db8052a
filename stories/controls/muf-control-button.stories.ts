import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-control-button.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Button', ...about('muf-control-button', 'video'), args: { label: 'Lights', icon: 'heart' } };
export default meta;

export const Plain: StoryObj<Args> = story();
export const On: StoryObj<Args> = story({ args: { icon: 'mic' }, given: ({ element }) => void Object.assign(element, { pressed: true }) });
export const Off: StoryObj<Args> = story({ args: { icon: 'mic-off', off: true }, given: ({ element }) => void Object.assign(element, { pressed: false }) });
export const Warning: StoryObj<Args> = story({ args: { icon: 'camera-off', off: true, warning: true, hint: 'The camera is used by another app.' } });
export const OnASurface: StoryObj<Args> = story({ ground: 'surface', args: { icon: 'settings', look: 'plain' } });
