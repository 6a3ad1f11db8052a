import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-cohost.ts';
import { goes, press, reads } from '../support/find.ts';
import { asHost, asViewer, invitation, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Whatever asks', ...about('muf-cohost', 'video', '420px') };
export default meta;

export const Nothing: StoryObj<Args> = story({ room: asViewer });
export const Invited: StoryObj<Args> = story({ room: asViewer, given: (scene) => wait(scene, invitation(scene)) });
export const Asked: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene)) });
export const SeveralAsk: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene, 3)) });
export const Answered: StoryObj<Args> = story({
  name: 'The next one comes when one is answered', room: asHost, given: (scene) => wait(scene, ...requests(scene, 2)),
  play: async (canvas) => {
    await reads(canvas, 'cohost.waitingMore', { count: 1 });
    await press(canvas, 'cohost.decline');
    await press(canvas, 'cohost.accept');
    await goes(canvas, '[part=card]');
  },
});
