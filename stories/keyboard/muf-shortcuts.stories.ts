import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { userEvent } from 'storybook/test';
import '../../ui-kit/keyboard/muf-shortcuts.ts';
import { appears } from '../support/find.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Pieces/Shortcuts', ...about('muf-shortcuts', 'surface', '420px') };
export default meta;

export const OpensTheHelp: StoryObj<Args> = story({
  name: '? opens the help', says: 'Draws nothing: it listens to the room’s keys.',
  given: ({ room }) => room.prepend(Object.assign(document.createElement('button'), { textContent: 'Focus me, then press ?', className: 'opener' })),
  play: async (canvas) => {
    (await appears(canvas, '.opener')).focus();
    await userEvent.keyboard('?');
    await appears(canvas, 'dialog[open]');
  },
});
