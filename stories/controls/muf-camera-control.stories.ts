import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-camera-control.ts';
import { toggles } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Camera', ...about('muf-camera-control', 'video') };
export default meta;

export const On: StoryObj<Args> = story({ room: asHost });
export const Off: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ videoOff: true }) });
export const Blocked: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ hasVideo: false, cameraProblem: 'camera-refused' }) });
export const Busy: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ hasVideo: false, cameraProblem: 'camera-busy' }) });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
export const TurnsOff: StoryObj<Args> = story({ room: asHost, play: (canvas) => toggles(canvas, 'controls.camera', 'true') });
