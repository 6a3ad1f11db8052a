import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent } from 'storybook/test';
import '../../ui-kit/controls/muf-quality-menu.ts';
import { appears } from '../support/find.ts';
import { connection } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Quality', ...about('muf-quality-menu', 'surface', '360px') };
export default meta;

export const Automatic: StoryObj<Args> = story({ given: (scene) => connection(scene, 'good', null) });
export const NotMeasured: StoryObj<Args> = story();
export const Low: StoryObj<Args> = story({ given: ({ scenario }) => scenario.stores.quality.$preferred.set('low') });
export const Chosen: StoryObj<Args> = story({ play: async (canvas) => {
  const medium = await appears<HTMLInputElement>(canvas, 'input[value=medium]');
  await userEvent.click(medium);
  await expect(medium.checked).toBe(true);
} });
