import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-countdown-ring.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Countdown ring', ...about('muf-countdown-ring') };
export default meta;

const left = (ms: number) => ({ element }: { element: HTMLElement }): void => void Object.assign(element, { from: Date.now() + ms - 30_000, until: Date.now() + ms });

export const Full: StoryObj<Args> = story({ given: left(29_500) });
export const Half: StoryObj<Args> = story({ given: left(15_000) });
export const Ending: StoryObj<Args> = story({ given: left(4_500) });
export const Over: StoryObj<Args> = story({ given: left(0) });
export const Large: StoryObj<Args> = story({ given: left(20_000), args: { style: '--size: 96px' } });
