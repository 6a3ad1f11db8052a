import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/controls/muf-controls.ts';
import { control, focused, onward } from '../support/find.ts';
import { asHost, asViewer, changeRoom, changeSelf } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Controls/All', ...about('muf-controls', 'video') };
export default meta;

export const HostBar: StoryObj<Args> = story({ room: asHost });
export const HostColumn: StoryObj<Args> = story({ room: asHost, args: { variant: 'column' } });
export const CohostBar: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: (scene) => changeSelf(scene, { isOriginalHost: false }) });
export const ViewerBar: StoryObj<Args> = story({ given: ({ element }) => void Object.assign(element, { quiet: false }) });
export const ViewerMayAsk: StoryObj<Args> = story({ room: asViewer, given: (scene) => changeRoom(scene, { acceptInvitations: true }) });
export const ViewerColumn: StoryObj<Args> = story({ args: { variant: 'column' } });
export const Arrows: StoryObj<Args> = story({
  name: 'Arrow keys walk through it', room: asHost,
  play: async (canvas) => {
    const first = await control(canvas, 'controls.microphone');
    first.focus();
    await userEvent.keyboard(onward(first));
    const second = await control(canvas, 'controls.camera');
    await waitFor(() => expect(focused()).toBe(second));
  },
});
