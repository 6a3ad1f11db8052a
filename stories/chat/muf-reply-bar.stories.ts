import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-reply-bar.ts';
import { goes, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import type { ViewStore } from '../../ui-kit/view-store.ts';
import { about, story, type Args } from '../support/story.ts';
import { addLines } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Chat/Reply bar', ...about('muf-reply-bar', 'video', '390px') };
export default meta;

const answer = (text: string) => (view: ViewStore, scene: Scene): void => {
  const [line] = addLines(scene, { displayName: 'Hana', text });
  if (line) view.$replyTo.set(line);
};

export const OverThePicture: StoryObj<Args> = story({ view: answer('what is this piece called?') });
export const InAColumn: StoryObj<Args> = story({
  ground: 'surface',
  view: (view, scene) => {
    view.$layout.set('wide');
    answer('what is this piece called, and is there a recording of it that you would recommend?')(view, scene);
  },
});
export const Cancelled: StoryObj<Args> = story({
  name: 'Goes when it is cancelled', view: answer('never mind'),
  play: async (canvas) => {
    await press(canvas, 'chat.replyCancel');
    await goes(canvas, '[part=reply]');
  },
});
