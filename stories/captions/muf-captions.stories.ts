import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/captions/muf-captions.ts';
import { readsText } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Stage/Captions', ...about('muf-captions', 'video', '640px') };
export default meta;

export const None: StoryObj<Args> = story();
export const One: StoryObj<Args> = story({ given: ({ element }) => void Object.assign(element, { lines: [{ text: 'This is the slow movement.', speaker: 'Ada' }] }) });
export const Two: StoryObj<Args> = story({ given: ({ element }) => void Object.assign(element, { lines: [{ text: 'This is the slow movement.', speaker: 'Ada' }, { text: 'And after it the one you asked for, which is long enough to need a second line of its own.' }] }) });
export const FromTheRoom: StoryObj<Args> = story({
  given: (scene) => scene.soon(() => scene.scenario.emit('DATA', { from: 'host-0', topic: 'captions', data: { text: 'Good evening, everyone.', speaker: 'Ada' } })),
  play: (canvas) => readsText(canvas, 'Good evening'),
});
