import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/end-screen/muf-end-screen.ts';
import { asHost, finish } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'End screen/End screen', ...about('muf-end-screen', 'fill') };
export default meta;

export const Viewer: StoryObj<Args> = story({ given: (scene) => finish(scene) });
export const Host: StoryObj<Args> = story({ room: asHost, given: (scene) => finish(scene) });
export const HostLeft: StoryObj<Args> = story({ given: (scene) => finish(scene, 'host-left') });
export const ServerStopped: StoryObj<Args> = story({ given: (scene) => finish(scene, 'server') });
export const Removed: StoryObj<Args> = story({ given: (scene) => finish(scene, 'removed') });
export const NothingKnown: StoryObj<Args> = story({ room: { state: 'IDLE' } });
