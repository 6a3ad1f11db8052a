import type { Playback, PlaybackHandlers, SeekWindow } from './playback.ts';
import { sourcesOf } from './renditions.ts';
import type { StreamError } from './stream-error.ts';
import type { ViewerStores } from './viewer-stores.ts';

export interface ToldOf {
  /** What an older try has to say is of no interest. */
  readonly signal: AbortSignal;
  readonly playback: () => Playback | undefined;
  /** A window with what is kept elsewhere before it. */
  readonly joined: (window: SeekWindow | null) => SeekWindow | null;
  readonly playing: () => void;
  readonly ended: () => void;
  readonly failed: (error: StreamError) => void;
}

/** Writes what a playback tells into the viewer’s stores. */
export function tellStores(stores: ViewerStores, { signal, playback, joined, playing, ended, failed }: ToldOf): PlaybackHandlers {
  const current = <Args extends readonly unknown[]>(tell: (...args: Args) => void) => (...args: Args): void => { if (!signal.aborted) tell(...args); };
  return {
    playing: current((path) => {
      playing();
      stores.$path.set(path);
      stores.$error.set(null);
      stores.$state.set('playing');
    }),
    stalled: current((stalled) => stores.$state.set(stalled ? 'stalled' : 'playing')),
    tracks: current((tracks) => {
      stores.$tracks.set(tracks);
      stores.$sources.set(sourcesOf(tracks));
    }),
    levels: current((levels) => stores.$levels.set(levels)),
    rendition: current((name) => stores.$rendition.set(name)),
    stats: current((stats) => {
      stores.$stats.set(stats);
      stores.$position.set(playback()?.position() ?? null);
      stores.$live.set(playback()?.live ?? true);
    }),
    window: current((window) => stores.$window.set(joined(window))),
    ended: current(() => {
      ended();
      stores.$state.set('ended');
    }),
    failed: current(failed),
  };
}
