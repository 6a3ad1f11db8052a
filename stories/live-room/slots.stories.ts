import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { slotNames, type SlotName } from '../../slots/names.ts';
import { appears } from '../support/find.ts';
import { turnCameraOn } from '../support/scene.ts';
import { asHost, asViewer, finish, outside } from '../support/situations.ts';
import { slotContent, wearSampleStyles } from '../support/slot-content.ts';
import { about, story, type Args, type Scene, type StoryOptions } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Slots', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

const fill = (...names: readonly SlotName[]) => ({ element }: Scene): void => {
  wearSampleStyles();
  Object.assign(element, { slots: Object.fromEntries((names.length ? names : slotNames).map((name) => [name, slotContent[name]])) });
};
const setUp: StoryOptions = { room: outside, args: { 'room-id': undefined, 'join-as': 'host' }, given: (scene) => {
  turnCameraOn(scene);
  fill()(scene);
} };
const live: StoryOptions = { room: { ...asHost, broadcasters: 2 }, given: fill() };

export const InTheSetUp: StoryObj<Args> = story(setUp);
export const Live: StoryObj<Args> = story(live);
export const OnAPhone: StoryObj<Args> = story({ ...live, ground: 'phone' });
export const AfterTheEnd: StoryObj<Args> = story({ room: asHost, given: (scene) => {
  fill()(scene);
  finish(scene);
} });
export const SheetInteract: StoryObj<Args> = story({ room: asViewer, sheet: 'interact', given: fill() });
export const SheetEffects: StoryObj<Args> = story({ room: asHost, sheet: 'effects', given: fill() });
export const SheetMoreSettings: StoryObj<Args> = story({ room: asViewer, sheet: 'settings', given: fill() });
export const SheetGuests: StoryObj<Args> = story({ room: asHost, sheet: 'guests', given: fill() });
export const HeaderOnly: StoryObj<Args> = story({ room: asViewer, given: fill('header.actionPill', 'header.promoChips', 'header.topRightActions') });
export const ViewportOnly: StoryObj<Args> = story({ room: asViewer, given: fill('viewport.sideCards', 'viewport.floatingFx', 'viewport.bannerTop', 'viewport.bannerBottom') });
export const ActionBarOnly: StoryObj<Args> = story({ room: asViewer, given: fill('actionBar.bottomLeft', 'actionBar.bottomRight') });
export const Inspector: StoryObj<Args> = story({ ...live, args: { 'slot-inspector': true }, play: async (canvas) => void (await appears(canvas.ownerDocument, '[data-muf-slot-list]')) });
export const InspectorOfEmptySlots: StoryObj<Args> = story({ room: asViewer, args: { 'slot-inspector': true }, play: async (canvas) => void (await appears(canvas.ownerDocument, '[data-muf-slot-list]')) });
