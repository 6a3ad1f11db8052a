import type { CatalogTrack } from '../wire/moqt/catalog.ts';
import type { QualityLevel, StreamSource } from './playback.ts';

/** Whose pictures and sounds there are, in the order of the catalog. */
export function sourcesOf(tracks: readonly CatalogTrack[]): StreamSource[] {
  const bySource = Map.groupBy(tracks.filter(({ source }) => source !== undefined), ({ source }) => source!);
  return [...bySource].map(([id, own]) => ({
    id,
    label: own.find(({ label }) => label)?.label ?? '',
    hasVideo: own.some(({ kind }) => kind === 'video'),
    hasAudio: own.some(({ kind }) => kind === 'audio'),
  }));
}

/** What to play of a broadcast: of the wanted source, or of the first with a picture, or of the first at all. */
export function tracksOf(tracks: readonly CatalogTrack[], wanted: string | undefined): readonly CatalogTrack[] {
  const sources = sourcesOf(tracks);
  if (sources.length === 0) return tracks;
  const chosen = sources.find(({ id }) => id === wanted) ?? sources.find(({ hasVideo }) => hasVideo) ?? sources[0]!;
  return tracks.filter(({ source }) => source === chosen.id);
}

/** Of a picture of unknown rate, by its lines: what encoders usually take. */
const usualRate = (height = 720): number => Math.round(height * height * 4.8);

export const rateOf = ({ bitrate, height }: Pick<QualityLevel, 'bitrate' | 'height'>): number => bitrate ?? usualRate(height);

/** The renditions of the picture, the smallest first. */
export function levelsOf(tracks: readonly CatalogTrack[]): QualityLevel[] {
  return tracks
    .filter(({ kind }) => kind === 'video')
    .map(({ name, height, bitrate }) => ({ name, height, bitrate }))
    .toSorted((a, b) => rateOf(a) - rateOf(b));
}

/** Which to begin with: the largest of at most 720 lines, for what plays is better than what would be finer. */
export function firstLevel(levels: readonly QualityLevel[], wanted: string): QualityLevel | undefined {
  return levels.find(({ name }) => name === wanted) ?? levels.findLast(({ height }) => (height ?? 720) <= 720) ?? levels[0];
}
