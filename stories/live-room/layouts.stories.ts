import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { LayoutName } from '../../core/wire/signal/shapes.ts';
import { asViewer, changeRoom, shareScreen } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Layouts', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

const laidOut = (layout: LayoutName): StoryObj<Args> => story({ room: { ...asViewer, broadcasters: 3 }, args: { layout } });

export const Immersive: StoryObj<Args> = laidOut('immersive');
export const Theatre: StoryObj<Args> = laidOut('theatre');
export const Grid: StoryObj<Args> = laidOut('grid');
export const Spotlight: StoryObj<Args> = laidOut('spotlight');
export const SpotlightOnAScreen: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 3 }, args: { layout: 'spotlight' }, given: shareScreen });
export const ByTheHost: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 3 }, given: (scene) => changeRoom(scene, { direction: { layout: 'spotlight', peerId: 'host-1', directedAt: Date.now() } }) });
