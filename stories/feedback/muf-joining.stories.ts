import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/feedback/muf-joining.ts';
import { turnCameraOn } from '../support/scene.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Feedback/Joining', ...about('muf-joining', 'fill') };
export default meta;

export const Joining: StoryObj<Args> = story({ room: { state: 'INITIALIZING' } });
export const NothingKnown: StoryObj<Args> = story({ room: { state: 'IDLE' } });
export const GoingLive: StoryObj<Args> = story({ room: { state: 'INITIALIZING', role: 'host' }, given: (scene) => turnCameraOn(scene) });
export const Waiting: StoryObj<Args> = story({ room: { broadcasters: 0 } });
