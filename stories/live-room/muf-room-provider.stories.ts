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
  const grid = Object.assign(document.createElement('div'), { style: 'display: grid; grid-template-columns: minmax(0, 2fr) minmax(240px, 1fr); gap: 16px' });
  const stage = Object.assign(document.createElement('muf-stage'), { style: 'aspect-ratio: 16 / 9; border-radius: 16px' });
  grid.append(stage, document.createElement('muf-viewer-list'), document.createElement('muf-controls'));
  element.append(grid);
}

export const OwnLayout: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: arrange });
export const OpensSheets: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: arrange, play: (canvas) => opensSheet(canvas, 'Settings') });
