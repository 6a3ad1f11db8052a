import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/moderation/muf-person-sheet.ts';
import type { ViewStore } from '../../ui-kit/view-store.ts';
import { control, goes, press } from '../support/find.ts';
import { asHost, asModerator } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Moderation/Person sheet', ...about('muf-person-sheet') };
export default meta;

const on = (peerId: string, displayName: string) => ({ $person }: ViewStore): void => $person.set({ peerId, displayName });

export const Viewer: StoryObj<Args> = story({ room: asHost, sheet: 'person', view: on('web-2', 'Dilnoza') });
export const Cohost: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, sheet: 'person', view: on('host-1', 'Bo') });
export const MutedModerator: StoryObj<Args> = story({ room: asHost, sheet: 'person', view: on('web-2', 'Dilnoza'), given: ({ scenario }) => scenario.stores.peers.applyModerated('web-2', { isModerator: true, muted: true }) });
export const ForModerators: StoryObj<Args> = story({ room: asModerator, sheet: 'person', view: on('web-2', 'Dilnoza') });
export const HasLeft: StoryObj<Args> = story({ room: asHost, sheet: 'person', view: on('web-99', 'Noor') });
export const BeforeABan: StoryObj<Args> = story({ room: asHost, sheet: 'person', view: on('web-2', 'Dilnoza'), play: async (canvas) => {
  await press(canvas, 'moderation.ban');
  await control(canvas, 'moderation.keep');
} });
export const Bans: StoryObj<Args> = story({ room: asHost, sheet: 'person', view: on('web-2', 'Dilnoza'), play: async (canvas) => {
  await press(canvas, 'moderation.ban');
  await control(canvas, 'moderation.keep');
  await press(canvas, 'moderation.ban');
  await goes(canvas, 'dialog[open]');
} });
