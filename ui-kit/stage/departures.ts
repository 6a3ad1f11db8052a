import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Tile } from '../../core/stores/stage.ts';
import type { Rect } from './arrange.ts';
import { prefersStill } from './glide.ts';

export interface ShownTile {
  readonly tile: Tile;
  readonly rect: Rect | undefined;
  readonly leaving: boolean;
}

/** As long as a tile's way out takes. */
const leavingMs = 220;

/** Keeps a tile that left on stage, at its last place, while it shrinks away. */
export class Departures implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #leaving = new Map<string, { shown: ShownTile; timer: ReturnType<typeof setTimeout> }>();
  #last: readonly ShownTile[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The tiles to show now: those present, then those on their way out. */
  with(tiles: readonly Tile[], rectOf: (index: number) => Rect | undefined): readonly ShownTile[] {
    const present = new Set(tiles.map((tile) => tile.key));
    for (const shown of this.#last) if (!present.has(shown.tile.key) && !shown.leaving) this.#leave(shown);
    for (const key of present) this.#forget(key);
    const staying = tiles.map((tile, index): ShownTile => ({ tile, rect: rectOf(index), leaving: false }));
    this.#last = [...staying, ...[...this.#leaving.values()].map(({ shown }) => shown)];
    return this.#last;
  }

  hostDisconnected(): void {
    for (const key of [...this.#leaving.keys()]) this.#forget(key);
    this.#last = [];
  }

  #leave(shown: ShownTile): void {
    const { tile } = shown;
    if (prefersStill()) return;
    const timer = setTimeout(() => {
      this.#leaving.delete(tile.key);
      this.#host.requestUpdate();
    }, leavingMs);
    // Its sound is over at once; only the picture's last moment stays.
    this.#leaving.set(tile.key, { shown: { ...shown, tile: { ...tile, stream: null, hasVideo: false }, leaving: true }, timer });
  }

  #forget(key: string): void {
    clearTimeout(this.#leaving.get(key)?.timer);
    this.#leaving.delete(key);
  }
}
