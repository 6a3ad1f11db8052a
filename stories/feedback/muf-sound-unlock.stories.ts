import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/feedback/muf-sound-unlock.ts';
import { goes, press } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Feedback/Sound unlock', ...about('muf-sound-unlock', 'video') };
export default meta;

export const Blocked: StoryObj<Args> = story({ view: ({ $soundBlocked }) => $soundBlocked.set(true) });
export const Tapped: StoryObj<Args> = story({
  view: ({ $soundBlocked }) => $soundBlocked.set(true),
  play: async (canvas) => {
    await press(canvas, 'feedback.unlock');
    await goes(canvas, '[part=button]');
  },
});
