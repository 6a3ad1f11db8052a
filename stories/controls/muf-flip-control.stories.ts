import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-flip-control.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Flip', ...about('muf-flip-control', 'video') };
export default meta;

export const TwoCameras: StoryObj<Args> = story({ room: asHost });
export const OneCamera: StoryObj<Args> = story({ room: asHost, given: ({ scenario: { stores } }) => stores.devices.$devices.set({ camera: [{ id: 'desk', label: 'Desk camera' }], microphone: [], speaker: [] }), says: 'There is nothing to turn to: it hides.' });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
