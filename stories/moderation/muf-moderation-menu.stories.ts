import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/moderation/muf-moderation-menu.ts';
import { control, press } from '../support/find.ts';
import { asHost, asModerator } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Moderation/Menu', ...about('muf-moderation-menu', 'surface', '420px'), args: { 'peer-id': 'web-2' } };
export default meta;

export const Viewer: StoryObj<Args> = story({ room: asHost });
export const ForModerators: StoryObj<Args> = story({ room: asModerator });
export const MutedModerator: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.peers.applyModerated('web-2', { isModerator: true, muted: true }) });
export const HasLeft: StoryObj<Args> = story({ room: asHost, args: { 'peer-id': 'web-99' } });
export const BeforeABan: StoryObj<Args> = story({ room: asHost, play: async (canvas) => {
  await press(canvas, 'moderation.ban');
  await control(canvas, 'moderation.keep');
} });
