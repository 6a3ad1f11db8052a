import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-captions-control.ts';
import { toggles } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Captions', ...about('muf-captions-control', 'video') };
export default meta;

export const NoCaptionsYet: StoryObj<Args> = story({ says: 'Until the first caption has come there is nothing to press.' });
export const On: StoryObj<Args> = story({ view: ({ $captions }) => $captions.set('on') });
export const Off: StoryObj<Args> = story({ view: ({ $captions }) => $captions.set('off') });
export const OnASurface: StoryObj<Args> = story({ ground: 'surface', args: { look: 'plain' }, view: ({ $captions }) => $captions.set('on') });
export const Turns: StoryObj<Args> = story({ view: ({ $captions }) => $captions.set('on'), play: (canvas) => toggles(canvas, 'captions.label', 'true') });
