import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/feedback/muf-toasts.ts';
import { goes, press } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Feedback/Toasts', ...about('muf-toasts', 'video', '480px') };
export default meta;

export const Info: StoryObj<Args> = story({ view: (view) => view.toast('You are on stage') });
export const Warning: StoryObj<Args> = story({ view: (view) => view.toast('Dilnoza did not answer in time. You can ask again.', 'warning') });
export const Danger: StoryObj<Args> = story({ view: (view) => view.toast('You may not do that. Ask the host.', 'danger') });
export const Three: StoryObj<Args> = story({ view: (view) => ['You are on stage', 'Ada is the host now', 'Too many requests. Wait a moment and try again.'].forEach((text) => view.toast(text)) });
export const Dismissed: StoryObj<Args> = story({
  view: (view) => view.toast('You are back'),
  play: async (canvas) => {
    await press(canvas, 'feedback.dismiss');
    await goes(canvas, '[part=toast]');
  },
});
