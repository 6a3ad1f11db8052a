import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent } from 'storybook/test';
import '../../ui-kit/setup/muf-device-select.ts';
import { appears } from '../support/find.ts';
import { turnCameraOn } from '../support/scene.ts';
import { outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Device select', ...about('muf-device-select', 'surface', '360px') };
export default meta;

export const Camera: StoryObj<Args> = story({ room: outside, args: { kind: 'camera' }, given: (scene) => turnCameraOn(scene) });
export const Microphone: StoryObj<Args> = story({ room: outside, args: { kind: 'microphone' }, given: (scene) => turnCameraOn(scene) });
export const Speaker: StoryObj<Args> = story({ room: outside, args: { kind: 'speaker' }, given: (scene) => turnCameraOn(scene) });
export const Unnamed: StoryObj<Args> = story({ room: outside, args: { kind: 'camera' }, given: ({ scenario }) => scenario.stores.devices.$devices.set({ camera: [{ id: 'a', label: '' }, { id: 'b', label: '' }], microphone: [], speaker: [] }) });
export const NothingToChoose: StoryObj<Args> = story({ room: outside, args: { kind: 'camera' } });
export const Chosen: StoryObj<Args> = story({
  room: outside, args: { kind: 'speaker' }, given: (scene) => turnCameraOn(scene),
  play: async (canvas) => {
    const select = await appears<HTMLSelectElement>(canvas, 'select');
    await userEvent.selectOptions(select, 'monitors');
    await expect(select.value).toBe('monitors');
  },
});
