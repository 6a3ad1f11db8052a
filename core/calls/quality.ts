import type { TileSize } from '../media/quality/demand.ts';
import { ArrivalCalls } from './arrival.ts';

/** How well others' pictures come through. */
export abstract class QualityCalls extends ArrivalCalls {
  /** Says how large a picture is shown, so that no more of it is received than can be seen. Never rejects: nothing depends on it. */
  async setTileSize(tile: TileSize): Promise<void> {
    this.parts.runner.current?.quality.setTileSize(tile);
  }
}
