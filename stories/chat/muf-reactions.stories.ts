import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-reactions.ts';
import { appears } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/Reactions', ...about('muf-reactions', 'video', '390px') };
export default meta;

const emojis = ['❤️', '👏', '🔥', '🎉', '❤️'];

export const Applause: StoryObj<Args> = story({
  ground: 'fill',
  view: (_, scene) => scene.every(400, (turn) => scene.scenario.stores.chat.applyReaction({ id: `fly-${turn}`, emoji: emojis[turn % emojis.length]!, count: 1 + (turn % 3) })),
  play: async (canvas) => void (await appears(canvas, '[part=reaction]')),
});
