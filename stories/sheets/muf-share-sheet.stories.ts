import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/sheets/muf-share-sheet.ts';
import { appears, press } from '../support/find.ts';
import { asHost, isCall } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/Share', ...about('muf-share-sheet') };
export default meta;

export const Open: StoryObj<Args> = story({ sheet: 'share', play: async (canvas) => void (await appears(canvas, '[part=code]')) });
export const OnADesktop: StoryObj<Args> = story({ sheet: 'share', view: ({ $layout }) => $layout.set('wide') });
export const Call: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 1 }, sheet: 'share', given: isCall });
export const NoLinkYet: StoryObj<Args> = story({ sheet: 'share', given: ({ scenario }) => scenario.stores.session.$shareLink.set(null) });
export const Copied: StoryObj<Args> = story({
  sheet: 'share', says: 'Where the browser lets the page write to the clipboard, it says so; elsewhere it selects the link.',
  play: async (canvas) => {
    await press(canvas, 'sheet.copy');
    await appears(canvas, '[part=status]:not(:empty)');
  },
});
