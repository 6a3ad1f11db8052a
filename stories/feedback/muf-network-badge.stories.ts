import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/feedback/muf-network-badge.ts';
import { opensSheet } from '../support/find.ts';
import { connection, reconnect } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Feedback/Network badge', ...about('muf-network-badge', 'video') };
export default meta;

export const Good: StoryObj<Args> = story({ given: (scene) => connection(scene, 'good', null), says: 'While all is well there is nothing to see.' });
export const Fair: StoryObj<Args> = story({ given: (scene) => connection(scene, 'fair', 'latency') });
export const Poor: StoryObj<Args> = story({ given: (scene) => connection(scene, 'poor', 'uplink-bandwidth') });
export const Lost: StoryObj<Args> = story({ given: (scene) => connection(scene, 'lost', 'offline') });
export const Reconnecting: StoryObj<Args> = story({ given: (scene) => {
  connection(scene, 'lost', 'offline');
  reconnect(scene);
} });
export const Explains: StoryObj<Args> = story({ given: (scene) => connection(scene, 'poor', 'uplink-bandwidth'), play: (canvas) => opensSheet(canvas, 'quality.badge') });
