import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { asHost, asViewer } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Overview', ...about('muf-live-room', 'fill'), args: { 'room-id': 'room-1' } };
export default meta;

export const Viewer: StoryObj<Args> = story({ room: asViewer, says: 'Try it: write, react, open the sheets. Everything answers, and nothing leaves this page.' });
export const Host: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 } });
