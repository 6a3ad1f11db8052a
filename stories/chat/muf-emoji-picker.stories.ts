import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import type { MufEmojiPicker } from '../../ui-kit/chat/muf-emoji-picker.ts';
import '../../ui-kit/chat/muf-emoji-picker.ts';
import { appears, focused, onward } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/Emoji picker', ...about('muf-emoji-picker', 'surface', '480px'), parameters: { ...about('muf-emoji-picker', 'surface', '480px').parameters, docs: { story: { inline: false, height: '460px' } } } };
export default meta;

export const Open: StoryObj<Args> = story({
  view: (_, { room, element }) => {
    const opener = Object.assign(document.createElement('button'), { textContent: 'Emoji', className: 'opener' });
    room.prepend(opener);
    opener.addEventListener('click', () => void (element as MufEmojiPicker).toggle(opener));
  },
  play: async (canvas) => {
    const opener = await appears(canvas, '.opener');
    opener.focus();
    opener.click();
    await appears(canvas, '[part=picker]');
    await userEvent.keyboard(`${onward(opener)}{ArrowDown}`);
    await waitFor(() => expect(focused()?.textContent).toBe('😢'));
  },
});
