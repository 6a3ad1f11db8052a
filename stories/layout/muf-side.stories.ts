import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/chat/muf-chat.ts';
import '../../ui-kit/layout/muf-side.ts';
import '../../ui-kit/people/muf-viewer-list.ts';
import { appears, control, onward, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Pieces/Side column', ...about('muf-side', 'fill', '360px') };
export default meta;

function fill({ element }: Scene): void {
  for (const [slot, tag] of [['chat', 'muf-chat'], ['people', 'muf-viewer-list']] as const) element.append(Object.assign(document.createElement(tag), { slot }));
}

export const Chat: StoryObj<Args> = story({ given: fill, view: ({ $layout }) => $layout.set('wide') });
export const People: StoryObj<Args> = story({
  given: fill, view: ({ $layout }) => $layout.set('wide'),
  play: async (canvas) => {
    await press(canvas, 'people.label');
    await appears(canvas, 'muf-viewer-list');
  },
});
export const OnAPhone: StoryObj<Args> = story({ given: (scene) => { fill(scene); scene.room.classList.add('on-picture'); }, says: 'Over the picture there are no tabs: the chat is all there is.' });
export const ByKeyboard: StoryObj<Args> = story({
  name: 'Arrow keys change tabs', given: fill, view: ({ $layout }) => $layout.set('wide'),
  play: async (canvas) => {
    const chat = await control(canvas, 'chat.label');
    chat.focus();
    await userEvent.keyboard(onward(chat));
    await waitFor(async () => expect((await control(canvas, 'people.label')).getAttribute('aria-selected')).toBe('true'));
  },
});
