import type { TilePlayback } from '../../core/media/port.ts';
import type { Tile } from '../../core/stores/stage.ts';

type Capturing = HTMLVideoElement & { captureStream?(): MediaStream };

const shownBy = new WeakMap<TilePlayback, HTMLVideoElement>();

/** Notes which element of the room plays what comes in no tracks. */
export const playsIn = (playback: TilePlayback, video: HTMLVideoElement): void => void shownBy.set(playback, video);

/** What other elements may show of tiles for a while. */
export class Copies {
  readonly #made = new Map<HTMLVideoElement, MediaStream>();

  /** A tile's tracks, or a copy of what the room's own element plays, without being received twice. Nothing where a browser makes none. */
  of({ stream, playback }: Pick<Tile, 'stream' | 'playback'>): MediaStream | null {
    const video: Capturing | undefined = playback && shownBy.get(playback);
    if (!video) return stream;
    const copy = this.#made.get(video) ?? video.captureStream?.() ?? null;
    if (copy) this.#made.set(video, copy);
    return copy;
  }

  /** Ends the copies: a browser goes on copying for as long as their tracks live. */
  close(): void {
    for (const copy of this.#made.values()) for (const track of copy.getTracks()) track.stop();
    this.#made.clear();
  }
}
