import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/people/muf-viewer-list.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'People/List', ...about('muf-viewer-list', 'surface', '390px') };
export default meta;

export const Empty: StoryObj<Args> = story({ room: { viewers: 0 } });
export const Few: StoryObj<Args> = story();
export const Crowd: StoryObj<Args> = story({ room: { viewers: 60 }, given: ({ scenario }) => scenario.stores.audience.$viewerCount.set(1284) });
export const Standing: StoryObj<Args> = story({
  given: ({ scenario: { stores } }) => {
    stores.peers.applyModerated('web-1', { isModerator: true, muted: false });
    stores.peers.applyModerated('web-2', { isModerator: false, muted: true });
  },
});
export const ForHosts: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 } });
export const LongNames: StoryObj<Args> = story({ room: { ...asHost, names: ['The Wednesday Evening Chamber Music Society', 'Anneliese-Marguerite von und zu Lichtenstein-Oberhausen', 'ليلى حسن عبد الرحمن', '山田花子'] } });
