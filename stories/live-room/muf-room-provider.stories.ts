import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/chat/muf-chat.ts';
import '../../ui-kit/controls/muf-controls.ts';
import '../../ui-kit/header/muf-header.ts';
import '../../ui-kit/people/muf-viewer-list.ts';
import '../../ui-kit/stage/muf-stage.ts';
import { opensSheet } from '../support/find.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args, type Scene } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Pieces/Room provider', ...about('muf-room-provider') };
export default meta;

/** A page's own arrangement of the pieces. */
function arrange({ element }: Scene): void {
  const rows = Object.assign(document.createElement('div'), { style: 'display: flex; flex-wrap: wrap; align-items: start; gap: 16px' });
  const stage = Object.assign(document.createElement('muf-stage'), { style: 'flex: 3 1 320px; aspect-ratio: 16 / 9; border-radius: 16px' });
  const list = Object.assign(document.createElement('muf-viewer-list'), { style: 'flex: 1 1 280px' });
  const controls = Object.assign(document.createElement('muf-controls'), { style: 'flex: 1 1 100%' });
  rows.append(stage, list, controls);
  element.append(rows);
}

export const OwnLayout: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: arrange });
export const OpensSheets: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: arrange, play: (canvas) => opensSheet(canvas, 'controls.settings') });
