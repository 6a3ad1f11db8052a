import type { QualityLevel } from '../streams/playback.ts';
import type { Quality, WantedLayer } from './port.ts';
import { within } from './quality/demand.ts';

/** The rendition that stands for a layer: the smallest for a small tile, and for a large one whatever the network allows. */
export function levelFor(levels: readonly Pick<QualityLevel, 'name'>[], quality: Quality, wanted: WantedLayer): string {
  const layer = within(quality, wanted === 'none' ? 0 : wanted);
  const level = layer === 'none' || layer >= 2 ? undefined : levels[Math.min(layer, levels.length - 1)];
  // Who asks for the best has it, also where it stutters.
  return level?.name ?? (quality === 'high' ? levels.at(-1)?.name : undefined) ?? 'auto';
}
