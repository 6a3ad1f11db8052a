import { spatialLayerOf } from '../quality.ts';
import type { Quality, WantedLayer } from '../port.ts';

/** How large someone's picture is shown, in device pixels; 0 by 0 while it cannot be seen. */
export interface TileSize { readonly peerId: string; readonly source: 'camera' | 'screen'; readonly width: number; readonly height: number }

/**
 * The heights that a smaller layer serves: a picture of 180 lines may be shown on 240 before anyone sees that it
 * is small. Layers halve from 720, or 360, lines down (encodings.ts), so the index says about the same everywhere.
 */
const enoughUpTo: readonly (readonly [lines: number, layer: WantedLayer])[] = [[0, 'none'], [240, 0], [480, 1]];

/** The smallest layer that fills a picture of this size. Its width counts as in 16:9, for wide tiles cut heights off. */
export function layerFor({ width, height }: Pick<TileSize, 'width' | 'height'>): WantedLayer {
  const lines = width <= 0 || height <= 0 ? 0 : Math.max(height, (width * 9) / 16);
  return enoughUpTo.find(([most]) => lines <= most)?.[1] ?? 2;
}

/** What the choice of quality leaves of a wanted layer. */
export const within = (quality: Quality, wanted: WantedLayer): WantedLayer =>
  wanted === 'none' ? wanted : (Math.min(wanted, spatialLayerOf[quality]) as WantedLayer);

const order = (wanted: WantedLayer): number => (wanted === 'none' ? -1 : wanted);

/** Whether `after` asks for more of anything than `before`: that must happen at once, while asking for less can wait. */
export const asksForMore = (before: ReadonlyMap<string, WantedLayer>, after: ReadonlyMap<string, WantedLayer>): boolean =>
  [...before].some(([key, wanted]) => order(after.get(key) ?? 2) > order(wanted));

export const sameDemand = (a: ReadonlyMap<string, WantedLayer>, b: ReadonlyMap<string, WantedLayer>): boolean =>
  a.size === b.size && [...a].every(([key, wanted]) => b.get(key) === wanted);
