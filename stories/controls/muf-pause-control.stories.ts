import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-pause-control.ts';
import { toggles } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Pause', ...about('muf-pause-control', 'video') };
export default meta;

export const Running: StoryObj<Args> = story({ room: asHost });
export const Paused: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ paused: true }) });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
export const Pauses: StoryObj<Args> = story({ room: asHost, play: (canvas) => toggles(canvas, 'controls.pause', 'false') });
