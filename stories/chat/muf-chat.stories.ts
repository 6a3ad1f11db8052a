import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { userEvent } from 'storybook/test';
import '../../ui-kit/chat/muf-chat.ts';
import { appears, press, readsText } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';
import { addLines } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Chat/Chat', ...about('muf-chat', 'video', '390px') };
export default meta;

export const OverThePicture: StoryObj<Args> = story();
export const InAColumn: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide') });
export const Empty: StoryObj<Args> = story({ room: { chatLines: 0 } });
export const Pinned: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide'), given: (scene) => scene.scenario.stores.chat.$pinned.set(addLines(scene, { displayName: 'Ada', text: 'The programme is at https://example.org/evening' })[0]!) });
export const AsHost: StoryObj<Args> = story({ room: asHost });
export const Sends: StoryObj<Args> = story({
  name: 'Sends a line',
  play: async (canvas) => {
    const box = await appears<HTMLInputElement>(canvas, 'input');
    await userEvent.type(box, 'good evening');
    await press(canvas, 'chat.send');
    await readsText(canvas, 'good evening');
  },
});
