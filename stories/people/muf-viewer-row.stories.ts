import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/people/muf-viewer-row.ts';
import { asHost, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'People/Row', ...about('muf-viewer-row', 'surface', '390px'), args: { 'peer-id': 'web-1' } };
export default meta;

export const Viewer: StoryObj<Args> = story();
export const Yourself: StoryObj<Args> = story({ args: { 'peer-id': 'web-0' } });
export const Host: StoryObj<Args> = story({ args: { 'peer-id': 'host-0' } });
export const Moderator: StoryObj<Args> = story({ given: ({ scenario }) => scenario.stores.peers.applyModerated('web-1', { isModerator: true, muted: false }) });
export const Muted: StoryObj<Args> = story({ given: ({ scenario }) => scenario.stores.peers.applyModerated('web-1', { isModerator: false, muted: true }) });
export const ForHosts: StoryObj<Args> = story({ room: asHost });
export const Asks: StoryObj<Args> = story({ room: asHost, args: { answers: true }, given: (scene) => wait(scene, ...requests(scene)) });
export const LongName: StoryObj<Args> = story({ room: { ...asHost, names: ['Ada', 'Bo', 'Anneliese-Marguerite von und zu Lichtenstein-Oberhausen'] } });
