import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/people/muf-audience-tools.ts';
import { press, reads } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'People/Audience tools', ...about('muf-audience-tools', 'surface', '420px') };
export default meta;

const stage = { ...asHost, broadcasters: 3 } as const;

export const Apart: StoryObj<Args> = story({ room: stage });
export const Shared: StoryObj<Args> = story({ room: stage, given: ({ scenario }) => scenario.stores.audience.$sharedWith.set(['host-1']) });
export const BeforeARaid: StoryObj<Args> = story({
  room: stage,
  play: async (canvas) => {
    await press(canvas, 'audience.raid', { name: 'Bo' });
    await reads(canvas, 'audience.raidAsk', { name: 'Bo', count: 8 });
  },
});
