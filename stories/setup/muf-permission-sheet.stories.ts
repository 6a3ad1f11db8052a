import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/setup/muf-permission-sheet.ts';
import { asViewer } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Permission sheet', ...about('muf-permission-sheet') };
export default meta;

export const Open: StoryObj<Args> = story({ room: asViewer, sheet: 'permission', given: ({ scenario }) => scenario.stores.devices.applyLocal({ cameraProblem: 'camera-refused', micProblem: 'mic-refused' }) });
