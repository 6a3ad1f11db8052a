import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/sheets/muf-people-sheet.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/People', ...about('muf-people-sheet') };
export default meta;

export const Open: StoryObj<Args> = story({ sheet: 'people' });
export const ForHosts: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, sheet: 'people' });
export const Nobody: StoryObj<Args> = story({ room: { viewers: 0 }, sheet: 'people' });
