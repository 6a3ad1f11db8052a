import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-cohost-control.ts';
import { control, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asHost, asViewer, changeRoom, changeSelf, invitation, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Control', ...about('muf-cohost-control', 'video') };
export default meta;

const open = (scene: Scene): void => changeRoom(scene, { acceptInvitations: true });

export const MayNotAsk: StoryObj<Args> = story({ room: asViewer, says: 'While the host takes no requests there is nothing to press.' });
export const MayAsk: StoryObj<Args> = story({ room: asViewer, given: open });
export const Asked: StoryObj<Args> = story({ room: asViewer, given: (scene) => wait(scene, { ...invitation(scene), kind: 'request', fromPeer: 'web-0' }) });
export const Guests: StoryObj<Args> = story({ room: asHost });
export const GuestsWait: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene, 3)) });
export const Cohost: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: (scene) => changeSelf(scene, { isOriginalHost: false }) });
export const OnASurface: StoryObj<Args> = story({ room: asHost, ground: 'surface', args: { look: 'plain' } });
export const AsksAndTakesItBack: StoryObj<Args> = story({
  room: asViewer, given: open,
  play: async (canvas) => {
    await press(canvas, 'cohost.request');
    await press(canvas, 'cohost.cancelRequest');
    await control(canvas, 'cohost.request');
  },
});
