import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-guest-action.ts';
import { control, press } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asHost, invitation, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Cohost/Guest action', ...about('muf-guest-action', 'surface', '240px') };
export default meta;

const of = (peerId: string) => ({ scenario, element }: Scene): void => void Object.assign(element, { peer: scenario.stores.peers.$byId.get().get(peerId) });
const ofAsking = (scene: Scene): void => {
  wait(scene, ...requests(scene));
  of('web-1')(scene);
};

export const Invite: StoryObj<Args> = story({ room: asHost, given: of('web-1') });
export const Invited: StoryObj<Args> = story({
  room: asHost,
  given: (scene) => {
    wait(scene, { ...invitation(scene), peerId: 'web-1' });
    of('web-1')(scene);
  },
});
export const Asks: StoryObj<Args> = story({ room: asHost, given: ofAsking });
export const Answer: StoryObj<Args> = story({ room: asHost, given: ofAsking, args: { answers: true } });
export const Remove: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: of('host-1') });
export const InvitesAndTakesItBack: StoryObj<Args> = story({
  room: asHost, given: of('web-1'),
  play: async (canvas) => {
    await press(canvas, 'cohost.invite');
    await press(canvas, 'cohost.cancelInvite');
    await control(canvas, 'cohost.invite');
  },
});
