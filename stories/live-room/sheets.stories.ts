import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { appears, opensSheet, press } from '../support/find.ts';
import { asHost, asViewer, connection } from '../support/situations.ts';
import { slotContent, wearSampleStyles } from '../support/slot-content.ts';
import { about, story, type Args, type Scene } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Sheets', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

function fillSlots({ element }: Scene): void {
  wearSampleStyles();
  Object.assign(element, { slots: slotContent });
}

export const Share: StoryObj<Args> = story({ room: asHost, sheet: 'share' });
export const SettingsOfAViewer: StoryObj<Args> = story({ room: asViewer, sheet: 'settings' });
export const SettingsOfAHost: StoryObj<Args> = story({ room: asHost, sheet: 'settings' });
export const Network: StoryObj<Args> = story({ room: asViewer, sheet: 'network', given: (scene) => connection(scene, 'poor', 'downlink-bandwidth') });
export const People: StoryObj<Args> = story({ room: asViewer, sheet: 'people' });
export const EndConfirm: StoryObj<Args> = story({ room: asHost, sheet: 'end-confirm' });
export const Interact: StoryObj<Args> = story({ room: asViewer, sheet: 'interact', given: fillSlots });
export const Effects: StoryObj<Args> = story({ room: asHost, sheet: 'effects', given: fillSlots });
export const Keyboard: StoryObj<Args> = story({ room: asViewer, sheet: 'keyboard' });
export const Debug: StoryObj<Args> = story({ room: asViewer, sheet: 'debug', given: (scene) => connection(scene, 'fair', 'latency') });
export const Permission: StoryObj<Args> = story({ room: asViewer, sheet: 'permission', given: ({ scenario }) => scenario.stores.devices.applyLocal({ cameraProblem: 'camera-refused' }) });
export const OpensAndCloses: StoryObj<Args> = story({ name: 'Opens; Escape gives the focus back', room: asHost, play: (canvas) => opensSheet(canvas, 'controls.settings') });
export const ChangesTabs: StoryObj<Args> = story({
  room: asViewer, args: { layout: 'theatre' },
  play: async (canvas) => {
    await press(canvas, 'people.label');
    await appears(canvas, 'muf-viewer-list');
    await press(canvas, 'chat.label');
    await appears(canvas, 'muf-chat-log');
  },
});
export const ChoosesQuality: StoryObj<Args> = story({
  room: asViewer,
  play: async (canvas) => {
    await press(canvas, 'controls.settings');
    const low = await appears<HTMLInputElement>(canvas, 'input[value=low]');
    await userEvent.click(low);
    await waitFor(() => expect(low.checked).toBe(true));
  },
});
