import { atom } from 'nanostores';
import type { TilePlayback } from '../media/port.ts';

/** One picture on the stage. */
export interface Tile {
  /** Peer id and source: stable while the tile lives. */
  readonly key: string;
  readonly peerId: string;
  readonly source: 'camera' | 'screen';
  readonly displayName: string;
  readonly avatarUrl: string | undefined;
  readonly isSelf: boolean;
  readonly isOriginalHost: boolean;
  readonly audioMuted: boolean;
  /** No picture: camera off, or none. Show the avatar. */
  readonly videoOff: boolean;
  readonly paused: boolean;
  readonly mirrored: boolean;
  readonly speaking: boolean;
  /** Their socket is cut and they may come back; the last picture stays. */
  readonly away: boolean;
  /** … until this server time, in ms since the epoch. */
  readonly awayUntil?: number | undefined;
  /** One stream per tile for its whole life (tracks come and go inside it), so `srcObject` is set once. */
  readonly stream: MediaStream | null;
  /** What is shown in place of the stream: it comes in no tracks but plays in an element that it is attached to. */
  readonly playback?: TilePlayback | undefined;
  /** Whether there is a picture: `stream` has a video track now, or it plays. */
  readonly hasVideo: boolean;
}

const same = (a: Tile, b: Tile): boolean => (Object.keys(a) as (keyof Tile)[]).every((key) => Object.is(a[key], b[key]));

/** What is on stage, in the order it is shown: original host first, then by time of joining. */
export function createStageStore() {
  const $tiles = atom<readonly Tile[]>([]);
  const $activeSpeaker = atom<string | null>(null);
  /** Everyone who can be heard just now. */
  const $speaking = atom<ReadonlySet<string>>(new Set());
  return {
    $tiles,
    $activeSpeaker,
    $speaking,
    /** Tiles that did not change stay the same objects, so that only the others redraw. */
    applyTiles(tiles: readonly Tile[]): void {
      const before = $tiles.get();
      const next = tiles.map((tile) => before.find((old) => old.key === tile.key && same(old, tile)) ?? tile);
      if (next.length !== before.length || next.some((tile, index) => tile !== before[index])) $tiles.set(next);
    },
  };
}
export type StageStore = ReturnType<typeof createStageStore>;
