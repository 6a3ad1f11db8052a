import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-mic-control.ts';
import { toggles } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Microphone', ...about('muf-mic-control', 'video') };
export default meta;

export const On: StoryObj<Args> = story({ room: asHost });
export const Muted: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ audioMuted: true }) });
export const Blocked: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.devices.applyLocal({ hasAudio: false, micProblem: 'mic-refused' }) });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
export const Mutes: StoryObj<Args> = story({ room: asHost, play: (canvas) => toggles(canvas, 'controls.microphone', 'true') });
