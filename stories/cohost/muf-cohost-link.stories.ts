import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-cohost-link.ts';
import { control, press } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Link', ...about('muf-cohost-link', 'surface', '420px') };
export default meta;

export const None: StoryObj<Args> = story({ room: asHost });
export const Made: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.invites.$link.set({ link: 'https://live.example/broadcaster.html?room=room-1#code=7f3a91', peerId: 'host-9', expiresAt: Date.now() + 3_600_000 }) });
export const MadeAndRevoked: StoryObj<Args> = story({
  room: asHost,
  play: async (canvas) => {
    await press(canvas, 'cohost.linkCreate');
    await press(canvas, 'cohost.linkRevoke');
    await control(canvas, 'cohost.linkCreate');
  },
});
