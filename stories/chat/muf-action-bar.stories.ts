import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-action-bar.ts';
import { slotButton } from '../support/slot-content.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/Action bar', ...about('muf-action-bar', 'video', '390px') };
export default meta;

export const Bare: StoryObj<Args> = story();
export const InAColumn: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide') });
export const WithSlots: StoryObj<Args> = story({
  given: ({ element }) => element.append(slotButton('👋', 'Wave', 'actionBar.bottomLeft'), slotButton('🎁', 'Send a gift', 'actionBar.bottomRight')),
});
