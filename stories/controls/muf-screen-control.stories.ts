import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-screen-control.ts';
import { toggles } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Share screen', ...about('muf-screen-control', 'video') };
export default meta;

export const Idle: StoryObj<Args> = story({ room: asHost });
export const Sharing: StoryObj<Args> = story({ room: asHost, given: ({ scenario, pictures }) => scenario.stores.devices.applyLocal({ screen: pictures.screen() }) });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
export const Shares: StoryObj<Args> = story({ room: asHost, play: (canvas) => toggles(canvas, 'controls.screen', 'false') });
