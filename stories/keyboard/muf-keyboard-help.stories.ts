import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/keyboard/muf-keyboard-help.ts';
import { appears } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/Keyboard', ...about('muf-keyboard-help') };
export default meta;

export const Open: StoryObj<Args> = story({ sheet: 'keyboard', view: ({ $shortcuts }) => $shortcuts.set(true) });
export const SingleKeysOff: StoryObj<Args> = story({ sheet: 'keyboard' });
export const TurnsThemOff: StoryObj<Args> = story({ sheet: 'keyboard', view: ({ $shortcuts }) => $shortcuts.set(true), play: async (canvas) => {
  const toggle = await appears<HTMLInputElement>(canvas, '[role=switch]');
  const before = toggle.checked;
  await userEvent.click(toggle);
  await waitFor(() => expect(toggle.checked).toBe(!before));
  localStorage.clear();
} });
