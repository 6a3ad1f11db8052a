import { atom } from 'nanostores';
import type { CatalogTrack } from '../wire/moqt/catalog.ts';
import { noStats, type PlaybackPath, type PlaybackStats, type QualityLevel, type SeekWindow, type StreamSource } from './playback.ts';
import type { StreamError } from './stream-error.ts';

/**
 * `waiting`: nobody broadcasts yet; it starts by itself. `paused`: long enough that nothing is fetched any more.
 * Whether it is live or behind is a store of its own.
 */
export type ViewerState = 'idle' | 'connecting' | 'waiting' | 'playing' | 'stalled' | 'paused' | 'ended' | 'failed';

/** What the browser keeps back until someone taps. */
export type Blocked = 'nothing' | 'sound' | 'picture';

/** A way that was not taken, or was left, and why. */
export interface Fallback { readonly from: PlaybackPath['via'] | 'moqt' | 'hls'; readonly reason: string }

/** All that is known of a broadcast that is watched. */
export function createViewerStores() {
  return {
    $state: atom<ViewerState>('idle'),
    /** Why it is `failed`, or what it waits for. */
    $error: atom<StreamError | null>(null),
    $path: atom<PlaybackPath | null>(null),
    /** The newest last. */
    $fallbacks: atom<readonly Fallback[]>([]),
    /** At the live edge, or somewhere before it. */
    $live: atom(true),
    $blocked: atom<Blocked>('nothing'),
    $tracks: atom<readonly CatalogTrack[]>([]),
    /** The peers of a room; none for a broadcast of one. */
    $sources: atom<readonly StreamSource[]>([]),
    $source: atom<string | null>(null),
    $levels: atom<readonly QualityLevel[]>([]),
    /** What was asked for: `auto`, or a rendition’s name. */
    $quality: atom('auto'),
    /** What plays. */
    $rendition: atom<string | null>(null),
    $stats: atom<PlaybackStats>(noStats),
    /** What can be gone back to. */
    $window: atom<SeekWindow | null>(null),
    /** When what shows was captured, ms since the epoch. */
    $position: atom<number | null>(null),
  };
}
export type ViewerStores = ReturnType<typeof createViewerStores>;
