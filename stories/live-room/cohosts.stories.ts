import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { appears, goes, press, reads } from '../support/find.ts';
import { asHost, asModerator, asViewer, changeRoom, changeSelf, invitation, requests, wait } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Cohosts', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

export const Invited: StoryObj<Args> = story({ room: asViewer, given: (scene) => wait(scene, invitation(scene)) });
export const SomeoneAsks: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene)) });
export const ThreeAsk: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene, 3)) });
export const MayAsk: StoryObj<Args> = story({ room: asViewer, given: (scene) => changeRoom(scene, { acceptInvitations: true }) });
export const HasAsked: StoryObj<Args> = story({ room: asViewer, given: (scene) => wait(scene, { ...invitation(scene), kind: 'request', fromPeer: 'web-0' }) });
export const AsCohost: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: (scene) => changeSelf(scene, { isOriginalHost: false }) });
export const Guests: StoryObj<Args> = story({ room: asHost, given: (scene) => wait(scene, ...requests(scene, 2)), sheet: 'guests' });
export const Moderator: StoryObj<Args> = story({ room: asModerator });
export const PersonSheet: StoryObj<Args> = story({ room: asHost, sheet: 'person', view: ({ $person }) => $person.set({ peerId: 'web-2', displayName: 'Dilnoza' }) });
export const AuditLog: StoryObj<Args> = story({ room: asHost, sheet: 'audit', given: ({ scenario }) => scenario.stores.moderation.$log.set({ lines: [], banned: [] }) });
export const MutedByAHost: StoryObj<Args> = story({ room: asViewer, given: (scene) => scene.soon(() => changeSelf(scene, { muted: true })), play: (canvas) => reads(canvas, 'moderation.iMuted') });
export const Accepts: StoryObj<Args> = story({
  name: 'Accepts an invitation', room: asViewer, given: (scene) => wait(scene, invitation(scene)),
  play: async (canvas) => {
    await press(canvas, 'cohost.accept');
    await goes(canvas, '[part=card]');
    await reads(canvas, 'cohost.onStage');
    await appears(canvas, 'muf-tile:nth-of-type(2)');
  },
});
