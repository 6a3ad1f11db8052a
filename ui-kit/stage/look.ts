import type { Tile } from '../../core/stores/stage.ts';
import type { Direction, LayoutName } from '../../core/wire/signal/shapes.ts';
import type { Spotlight } from './arrange.ts';

export interface LookInput {
  readonly layout: LayoutName;
  /** The tile I chose for myself. */
  readonly tile: string | null;
  /** Whom the host has put into the spotlight. */
  readonly directed: Direction['peerId'];
  /** Whoever speaks. */
  readonly speaker: string | null;
}

/** How the tiles are to be arranged: all alike, or one of them large. */
export interface Look {
  readonly grid: boolean;
  readonly spotlight: Spotlight | undefined;
}

/** My own choice comes first, then the layout's: a spotlight is on whom the host chose, else on a screen, else on whoever speaks. */
export function lookOf(tiles: readonly Tile[], { layout, tile, directed, speaker }: LookInput): Look {
  const camera = (peerId: string | null | undefined): number => tiles.findIndex((shown) => shown.peerId === peerId && shown.source === 'camera');
  const mine = tiles.findIndex(({ key }) => key === tile);
  const screen = tiles.findIndex(({ source }) => source === 'screen');
  const on = (...wanted: readonly number[]): Look => {
    const index = wanted.find((at) => at >= 0 && at < tiles.length);
    return { grid: false, spotlight: index === undefined ? undefined : { index, whole: tiles[index]?.source === 'screen' } };
  };
  if (mine >= 0) return on(mine);
  switch (layout) {
    case 'grid': return { grid: true, spotlight: undefined };
    case 'spotlight': return on(camera(directed), screen, camera(speaker), tiles.findIndex(({ isSelf }) => !isSelf), 0);
    case 'immersive': return on(screen, 0);
    default: return on(screen);
  }
}
