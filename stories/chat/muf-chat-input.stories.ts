import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/chat/muf-chat-input.ts';
import { appears, press } from '../support/find.ts';
import { changeSelf, reconnect } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/Message box', ...about('muf-chat-input', 'video', '390px') };
export default meta;

const write = async (canvas: HTMLElement, text: string): Promise<HTMLInputElement> => {
  const box = await appears<HTMLInputElement>(canvas, 'input');
  await userEvent.click(box);
  await userEvent.paste(text);
  return box;
};

export const Empty: StoryObj<Args> = story();
export const InAColumn: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide') });
export const Writing: StoryObj<Args> = story({ play: async (canvas) => void (await write(canvas, 'can you play it again?')) });
export const Sent: StoryObj<Args> = story({
  name: 'Empties when it sends',
  play: async (canvas) => {
    const box = await write(canvas, 'lovely');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(box.value).toBe(''));
  },
});
export const NearTheLimit: StoryObj<Args> = story({ play: async (canvas) => void (await write(canvas, 'a'.repeat(487))) });
export const SlowMode: StoryObj<Args> = story({
  given: ({ scenario: { stores } }) => {
    stores.chat.applySlowMode(30);
    stores.chat.$mayWriteAt.set(Date.now() + 24_000);
  },
});
export const Muted: StoryObj<Args> = story({ given: (scene) => changeSelf(scene, { muted: true }) });
export const Reconnecting: StoryObj<Args> = story({ given: (scene) => reconnect(scene) });
export const Offline: StoryObj<Args> = story({ given: ({ scenario }) => scenario.stores.connection.$connection.set({ status: 'failed', path: 'sfu' }) });
export const EmojiOpen: StoryObj<Args> = story({
  ground: 'surface', view: ({ $layout }) => $layout.set('wide'),
  play: async (canvas) => {
    await press(canvas, 'chat.emoji');
    await userEvent.click(await appears(canvas, '[part=picker] button'));
    await waitFor(async () => expect((await appears<HTMLInputElement>(canvas, 'input')).value).toBe('😀'));
    await press(canvas, 'chat.emoji');
    await appears(canvas, '[part=picker]');
  },
});
