import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/controls/muf-people-control.ts';
import { opensSheet } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/People', ...about('muf-people-control', 'video') };
export default meta;

export const Floating: StoryObj<Args> = story();
export const OnASurface: StoryObj<Args> = story({ ground: 'surface', args: { look: 'plain' } });
export const Opens: StoryObj<Args> = story({ name: 'Opens the list on a phone', play: (canvas) => opensSheet(canvas, 'controls.people') });
