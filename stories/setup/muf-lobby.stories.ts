import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/setup/muf-lobby.ts';
import { appears, press } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Lobby', ...about('muf-lobby', 'fill') };
export default meta;

export const NothingKnown: StoryObj<Args> = story({ room: { state: 'IDLE' } });
export const Known: StoryObj<Args> = story();
export const LongTitle: StoryObj<Args> = story({ given: ({ scenario: { stores: { session } } }) => session.$room.set({ ...session.$room.get()!, title: 'An evening of nocturnes, ballads and one very long improvisation on a theme that nobody has heard before' }) });
export const Watches: StoryObj<Args> = story({
  room: { state: 'IDLE' },
  play: async (canvas) => {
    const name = await appears<HTMLInputElement>(canvas, 'input');
    await userEvent.type(name, 'Noor');
    await press(canvas, 'setup.watch');
    await waitFor(() => expect(name.value).toBe('Noor'));
    localStorage.clear();
  },
});
