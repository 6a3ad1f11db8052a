import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/setup/muf-permission-help.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Permission help', ...about('muf-permission-help', 'surface', '420px') };
export default meta;

const helps = (browser: string, args: Args = {}): StoryObj<Args> => story({ room: outside, args: { browser, ...args }, given: ({ scenario }) => scenario.stores.devices.applyLocal({ status: 'ready', cameraProblem: 'camera-refused', micProblem: 'mic-refused' }) });

export const Chrome: StoryObj<Args> = helps('chrome');
export const Edge: StoryObj<Args> = helps('edge');
export const Firefox: StoryObj<Args> = helps('firefox');
export const Safari: StoryObj<Args> = helps('safari');
export const IPhone: StoryObj<Args> = helps('ios');
export const Android: StoryObj<Args> = helps('android');
export const Other: StoryObj<Args> = helps('other');
export const Bare: StoryObj<Args> = helps('chrome', { bare: true });
