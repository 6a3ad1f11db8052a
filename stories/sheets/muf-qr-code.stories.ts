import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/sheets/muf-qr-code.ts';
import { appears } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/QR code', ...about('muf-qr-code', 'surface', '300px'), args: { label: 'The link as a QR code' } };
export default meta;

export const Link: StoryObj<Args> = story({ args: { value: 'https://live.example/viewer.html?room=room-1&host=host-0' }, play: async (canvas) => void (await appears(canvas, '[part=code]')) });
export const Short: StoryObj<Args> = story({ args: { value: 'muf' } });
export const Nothing: StoryObj<Args> = story({ args: { value: '' } });
