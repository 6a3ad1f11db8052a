import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/setup/muf-countdown.ts';
import { control } from '../support/find.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Countdown', ...about('muf-countdown', 'fill') };
export default meta;

export const Three: StoryObj<Args> = story({ room: outside, view: ({ $countdown }) => $countdown.set(3), play: async (canvas) => void (await control(canvas, 'setup.cancel')) });
export const One: StoryObj<Args> = story({ room: outside, view: ({ $countdown }) => $countdown.set(1) });
export const NotCounting: StoryObj<Args> = story({ room: outside });
