import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-mirror-control.ts';
import { toggles } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Mirror', ...about('muf-mirror-control', 'video') };
export default meta;

export const Straight: StoryObj<Args> = story({ room: asHost });
export const Mirrored: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ mirrored: true }) });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
export const Turns: StoryObj<Args> = story({ room: asHost, play: (canvas) => toggles(canvas, 'controls.mirror', 'false') });
