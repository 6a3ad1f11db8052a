import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Tile } from '../../core/stores/stage.ts';
import '../../ui-kit/stage/muf-tile.ts';
import type { Scene } from '../support/scene.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Stage/Tile', ...about('muf-tile', 'surface'), args: { style: 'display: block; position: relative; inline-size: min(100%, 420px); aspect-ratio: 16 / 9; --tile-radius: 12px' } };
export default meta;

/** The tile of the first on stage, somewhat changed. */
const tile = (change: Partial<Tile> = {}, shape: 'landscape' | 'portrait' = 'landscape') => ({ scenario: { stores }, pictures, element }: Scene): void => {
  const [first] = stores.stage.$tiles.get();
  if (!first) return;
  const dark = change.videoOff === true;
  const stream = dark ? null : change.source === 'screen' ? pictures.screen() : pictures.camera(change.displayName ?? first.displayName, shape);
  Object.assign(element, { tile: { ...first, stream, hasVideo: !dark, ...change } });
};

export const Picture: StoryObj<Args> = story({ given: tile() });
export const Yours: StoryObj<Args> = story({ room: asHost, given: tile({ isSelf: true, mirrored: true }) });
export const Speaking: StoryObj<Args> = story({ given: tile({ speaking: true }) });
export const Muted: StoryObj<Args> = story({ given: tile({ audioMuted: true }) });
export const CameraOff: StoryObj<Args> = story({ given: tile({ videoOff: true }) });
export const CameraOffAndMuted: StoryObj<Args> = story({ given: tile({ videoOff: true, audioMuted: true, displayName: 'Dilnoza' }) });
export const Paused: StoryObj<Args> = story({ given: tile({ paused: true }) });
export const Away: StoryObj<Args> = story({ given: tile({ away: true, awayUntil: Date.now() + 24_000 }) });
export const WeakConnection: StoryObj<Args> = story({ given: (scene) => {
  tile({ audioMuted: true })(scene);
  scene.scenario.stores.quality.$peers.set(new Map([['host-0', 'poor']]));
} });
export const SharedScreen: StoryObj<Args> = story({ given: tile({ source: 'screen', key: 'host-0:screen' }) });
export const PortraitOnADesktop: StoryObj<Args> = story({ given: tile({}, 'portrait'), view: ({ $layout }, { element }) => {
  $layout.set('wide');
  element.toggleAttribute('bare', true);
} });
export const LongName: StoryObj<Args> = story({ given: tile({ displayName: 'The Wednesday Evening Chamber Music Society of Lisbon' }) });
export const Managed: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: tile({ peerId: 'host-1', key: 'host-1:camera', displayName: 'Bo', isOriginalHost: false, isSelf: false }), says: 'What its host may do with a cohost stands behind the dots.' });
