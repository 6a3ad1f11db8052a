import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/sheets/muf-end-confirm.ts';
import { goes, press } from '../support/find.ts';
import { asHost, isCall } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/End', ...about('muf-end-confirm') };
export default meta;

export const Stream: StoryObj<Args> = story({ room: asHost, sheet: 'end-confirm' });
export const Call: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, sheet: 'end-confirm', given: isCall });
export const KeepsGoing: StoryObj<Args> = story({ room: asHost, sheet: 'end-confirm', play: async (canvas) => {
  await press(canvas, 'sheet.endKeep');
  await goes(canvas, 'dialog[open]');
} });
