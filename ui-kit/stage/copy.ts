import type { TilePlayback } from '../../core/media/port.ts';
import type { Tile } from '../../core/stores/stage.ts';

type Capturing = HTMLVideoElement & { captureStream?(): MediaStream };

const shownBy = new WeakMap<TilePlayback, HTMLVideoElement>();
const copies = new WeakMap<HTMLVideoElement, MediaStream>();

/** Notes which element of the room plays what comes in no tracks. */
export const playsIn = (playback: TilePlayback, video: HTMLVideoElement): void => void shownBy.set(playback, video);

/** What another element may show of a tile: its tracks, or a copy of what the room's own element plays, without being received twice. Nothing where a browser makes none. */
export function copyOf({ stream, playback }: Pick<Tile, 'stream' | 'playback'>): MediaStream | null {
  const video: Capturing | undefined = playback && shownBy.get(playback);
  if (!playback || !video) return stream;
  const copy = copies.get(video) ?? video.captureStream?.() ?? null;
  if (copy) copies.set(video, copy);
  return copy;
}
