import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/cohost/muf-guests-sheet.ts';
import { appears, press, reads } from '../support/find.ts';
import { asHost, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Guests sheet', ...about('muf-guests-sheet') };
export default meta;

export const Open: StoryObj<Args> = story({ room: asHost, sheet: 'guests' });
export const NobodyWatches: StoryObj<Args> = story({ room: { ...asHost, viewers: 0 }, sheet: 'guests' });
export const GuestsWait: StoryObj<Args> = story({ room: asHost, sheet: 'guests', given: (scene) => wait(scene, ...requests(scene, 2)) });
export const StageFull: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 4 }, sheet: 'guests' });
export const OnADesktop: StoryObj<Args> = story({ room: asHost, sheet: 'guests', view: ({ $layout }) => $layout.set('wide') });
export const Accepts: StoryObj<Args> = story({
  room: asHost, sheet: 'guests', given: (scene) => wait(scene, ...requests(scene)),
  play: async (canvas) => {
    await press(canvas, 'cohost.accept');
    await reads(canvas, 'cohost.seats', { count: 2, max: 4 });
  },
});
export const TakesRequests: StoryObj<Args> = story({
  room: asHost, sheet: 'guests',
  play: async (canvas) => {
    const toggle = await appears<HTMLInputElement>(canvas, '[role=switch]');
    await userEvent.click(toggle);
    await waitFor(() => expect(toggle.checked).toBe(true));
  },
});
