import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/layout/muf-layout-choice.ts';
import { asHost, asViewer, changeRoom } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Pieces/Layout choice', ...about('muf-layout-choice', 'surface', '420px') };
export default meta;

export const Viewer: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 3 } });
export const Spotlight: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 3 }, view: ({ $asked }) => $asked.set('spotlight') });
export const Host: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 3 } });
export const ByTheHost: StoryObj<Args> = story({ room: { ...asViewer, broadcasters: 3 }, given: (scene) => changeRoom(scene, { direction: { layout: 'grid', directedAt: Date.now() } }) });
export const ForEveryone: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 3 }, given: (scene) => changeRoom(scene, { direction: { layout: 'grid', directedAt: Date.now() } }) });
