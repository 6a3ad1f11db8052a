import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { MufSpeakerTest } from '../../ui-kit/setup/muf-speaker-test.ts';
import '../../ui-kit/setup/muf-speaker-test.ts';
import { press, reads } from '../support/find.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Speaker test', ...about('muf-speaker-test', 'surface', '420px') };
export default meta;

export const Idle: StoryObj<Args> = story({ room: outside });
export const Playing: StoryObj<Args> = story({
  room: outside,
  given: ({ element }) => void Object.assign(element as MufSpeakerTest, { play: () => new Promise(() => {}) }),
  play: async (canvas) => {
    await press(canvas, 'setup.speakerTest');
    await reads(canvas, 'setup.speakerPlaying');
  },
});
export const Played: StoryObj<Args> = story({
  room: outside,
  given: ({ element }) => void Object.assign(element as MufSpeakerTest, { play: () => Promise.resolve() }),
  play: async (canvas) => {
    await press(canvas, 'setup.speakerTest');
    await reads(canvas, 'setup.speakerHint');
  },
});
