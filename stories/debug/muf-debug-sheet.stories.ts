import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/debug/muf-debug-sheet.ts';
import { connection } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/Debug', ...about('muf-debug-sheet') };
export default meta;

export const Open: StoryObj<Args> = story({ sheet: 'debug', given: (scene) => connection(scene, 'fair', 'latency') });
export const OnADesktop: StoryObj<Args> = story({ sheet: 'debug', given: (scene) => connection(scene, 'fair', 'latency'), view: ({ $layout }) => $layout.set('wide') });
