import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-settings-control.ts';
import { opensSheet } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/Settings', ...about('muf-settings-control', 'video') };
export default meta;

export const Floating: StoryObj<Args> = story();
export const OnASurface: StoryObj<Args> = story({ ground: 'surface', args: { look: 'plain' } });
export const Opens: StoryObj<Args> = story({ name: 'Opens its sheet; Escape goes back', play: (canvas) => opensSheet(canvas, 'controls.settings') });
