import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent } from 'storybook/test';
import '../../ui-kit/sheets/muf-settings-sheet.ts';
import { appears } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/Settings', ...about('muf-settings-sheet') };
export default meta;

export const Viewer: StoryObj<Args> = story({ sheet: 'settings' });
export const Host: StoryObj<Args> = story({ room: asHost, sheet: 'settings' });
export const HostWithCohosts: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, sheet: 'settings' });
export const OnADesktop: StoryObj<Args> = story({ room: asHost, sheet: 'settings', view: ({ $layout }) => $layout.set('wide') });
export const ChoosesQuality: StoryObj<Args> = story({
  sheet: 'settings',
  play: async (canvas) => {
    const low = await appears<HTMLInputElement>(canvas, 'input[value=low]');
    await userEvent.click(low);
    await expect(low.checked).toBe(true);
  },
});
