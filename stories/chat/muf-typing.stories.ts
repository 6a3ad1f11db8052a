import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-typing.ts';
import { reads } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Chat/Typing', ...about('muf-typing', 'video', '390px') };
export default meta;

const types = (...peerIds: readonly string[]) => ({ scenario }: Scene): void => peerIds.forEach((peerId) => scenario.stores.chat.applyTyping(peerId, true));

export const Nobody: StoryObj<Args> = story();
export const One: StoryObj<Args> = story({ given: types('web-1'), play: (canvas) => reads(canvas, 'chat.typingOne') });
export const Two: StoryObj<Args> = story({ given: types('web-1', 'web-2'), play: (canvas) => reads(canvas, 'chat.typingTwo') });
export const Several: StoryObj<Args> = story({ given: types('web-1', 'web-2', 'web-3'), play: (canvas) => reads(canvas, 'chat.typingMany') });
export const InAColumn: StoryObj<Args> = story({ ground: 'surface', view: ({ $layout }) => $layout.set('wide'), given: types('web-1') });
