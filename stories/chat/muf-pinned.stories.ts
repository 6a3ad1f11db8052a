import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-pinned.ts';
import { goes, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';
import { addLines } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Chat/Pinned line', ...about('muf-pinned', 'video', '390px') };
export default meta;

const pin = (text: string) => (scene: Scene): void => scene.scenario.stores.chat.$pinned.set(addLines(scene, { displayName: 'Ada', text })[0] ?? null);

export const OverThePicture: StoryObj<Args> = story({ given: pin('We start with the slow movement') });
export const InAColumn: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide'), given: pin('The programme is at https://example.org/evening') });
export const Long: StoryObj<Args> = story({ given: pin('Please send your wishes for the second half as messages in the chat; I read all of them while the tea water boils, and choose three') });
export const ForHosts: StoryObj<Args> = story({
  name: 'Can be taken away by hosts', room: asHost, given: pin('Back in five minutes'),
  play: async (canvas) => {
    await press(canvas, 'chat.unpin');
    await goes(canvas, '[part=pinned]');
  },
});
