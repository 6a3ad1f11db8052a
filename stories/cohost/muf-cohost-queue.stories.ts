import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-cohost-queue.ts';
import { goes, press } from '../support/find.ts';
import { asHost, asViewer, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Queue', ...about('muf-cohost-queue', 'surface', '420px') };
export default meta;

export const Empty: StoryObj<Args> = story({ room: asHost, given: ({ element }) => element.append(Object.assign(document.createElement('p'), { slot: 'empty', dir: 'auto', textContent: 'Nobody asks just now.' })) });
export const One: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene)) });
export const Three: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene, 3)) });
export const NotForViewers: StoryObj<Args> = story({ room: asViewer, given: (scene) => wait(scene, ...requests(scene, 3)) });
export const Declines: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene)), play: async (canvas) => {
  await press(canvas, 'cohost.decline');
  await goes(canvas, '[part=queue]');
} });
