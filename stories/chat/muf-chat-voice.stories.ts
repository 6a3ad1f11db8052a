import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-chat-voice.ts';
import { readsText } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';
import { addLines } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Chat/Voice', ...about('muf-chat-voice', 'surface', '390px') };
export default meta;

export const SaysALine: StoryObj<Args> = story({
  says: 'Draws nothing: it reads the chat to screen readers.',
  given: (scene) => scene.soon(() => void addLines(scene, { displayName: 'Hana', text: 'lovely tone' })),
  play: (canvas) => readsText(canvas, 'lovely tone'),
});
