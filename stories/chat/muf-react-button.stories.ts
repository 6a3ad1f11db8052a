import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-react-button.ts';
import { appears, press } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/React button', ...about('muf-react-button', 'video', '390px') };
export default meta;

export const Closed: StoryObj<Args> = story();
export const InAColumn: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide') });
export const Open: StoryObj<Args> = story({
  args: { style: 'position: absolute; inset-block-end: 24px; inset-inline-end: 24px' },
  play: async (canvas) => {
    await press(canvas, 'chat.react');
    await appears(canvas, '[part=choice]');
  },
});
