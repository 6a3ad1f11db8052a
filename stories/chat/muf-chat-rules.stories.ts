import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent } from 'storybook/test';
import '../../ui-kit/chat/muf-chat-rules.ts';
import { appears } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/Slow mode', ...about('muf-chat-rules', 'surface', '390px') };
export default meta;

export const Off: StoryObj<Args> = story({ room: asHost });
export const On: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.chat.applySlowMode(30) });
export const OwnValue: StoryObj<Args> = story({ room: asHost, given: ({ scenario }) => scenario.stores.chat.applySlowMode(45), says: 'Set by an application, outside the usual choices.' });
export const Chosen: StoryObj<Args> = story({
  room: asHost,
  play: async (canvas) => {
    const select = await appears<HTMLSelectElement>(canvas, 'select');
    await userEvent.selectOptions(select, '10');
    await expect(select.value).toBe('10');
  },
});
