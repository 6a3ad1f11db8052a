import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/setup/muf-level-meter.ts';
import type { MufLevelMeter } from '../../ui-kit/setup/muf-level-meter.ts';
import type { Scene } from '../support/scene.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Level meter', ...about('muf-level-meter', 'video') };
export default meta;

/** Lights as many bars as a voice of that strength would. */
const lit = (bars: number) => async (_: unknown, { element }: Scene): Promise<void> => {
  const meter = element as MufLevelMeter;
  await meter.updateComplete;
  meter.renderRoot.querySelectorAll('i').forEach((bar, index) => bar.toggleAttribute('data-lit', index < bars));
};

export const Silent: StoryObj<Args> = story({ room: outside });
export const Speaking: StoryObj<Args> = story({ room: outside, view: (view, scene) => void lit(3)(view, scene) });
export const Loud: StoryObj<Args> = story({ room: outside, view: (view, scene) => void lit(5)(view, scene) });
