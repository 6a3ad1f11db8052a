import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { asHost, asViewer } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Frames', ...about('muf-live-room', 'phone'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

export const Phone: StoryObj<Args> = story({ room: asViewer });
export const PhoneOfAHost: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 } });
export const PhoneWithFour: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 4 } });
export const PhoneOnItsSide: StoryObj<Args> = story({ ground: 'lying', room: { ...asViewer, broadcasters: 2 } });
export const Sidebar: StoryObj<Args> = story({ ground: 'sidebar', room: asViewer });
export const Desktop: StoryObj<Args> = story({ ground: 'desktop', room: { ...asViewer, broadcasters: 2 } });
export const Television: StoryObj<Args> = story({ ground: 'television', room: { ...asViewer, broadcasters: 3 } });
