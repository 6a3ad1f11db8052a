import { TrackBuffer } from './track-buffer.ts';

type MediaSourceLike = Pick<MediaSource, 'addSourceBuffer' | 'readyState' | 'addEventListener' | 'endOfStream'> & { duration: number };
interface MediaSourceClass { new (): MediaSourceLike; isTypeSupported(type: string): boolean }

/** Safari on iPhones has the managed kind only. */
function mediaSourceClass(): MediaSourceClass | undefined {
  const scope = globalThis as { ManagedMediaSource?: MediaSourceClass; MediaSource?: MediaSourceClass };
  return scope.ManagedMediaSource ?? scope.MediaSource;
}

/** Whether this browser can play a codec that comes in pieces. */
export const canPlay = (kind: 'video' | 'audio', codec: string): boolean => mediaSourceClass()?.isTypeSupported(`${kind}/mp4; codecs="${codec}"`) ?? false;

/** What is kept behind the playhead for going back a little, in seconds. */
const keptSec = 30;

/** A video element with a buffer for each kind of track. All of them are made at once, for browsers take none later. */
export class MediaSink {
  readonly video: HTMLVideoElement;
  readonly buffers = new Map<'video' | 'audio', TrackBuffer>();
  readonly #url: string;
  readonly #open: Promise<void>;
  readonly #source: MediaSourceLike;
  #closed = false;

  /** Throws when the browser has no Media Source Extensions. */
  constructor(video: HTMLVideoElement) {
    const Source = mediaSourceClass();
    if (!Source) throw new Error('Media Source Extensions are missing.');
    this.video = video;
    this.#source = new Source();
    // A managed source wants to be told that nobody else will show it.
    video.disableRemotePlayback = true;
    this.#url = URL.createObjectURL(this.#source as MediaSource);
    this.#open = new Promise((resolve) => this.#source.addEventListener('sourceopen', () => resolve(), { once: true }));
    video.src = this.#url;
  }

  /** `codecs` by kind, as the catalog names them. */
  async open(codecs: ReadonlyMap<'video' | 'audio', string>, failed: (cause: unknown) => void): Promise<void> {
    await this.#open;
    if (this.#closed) return;
    // Without an end, browsers keep their own queues short.
    this.#source.duration = Infinity;
    for (const [kind, codec] of codecs) {
      const mime = `${kind}/mp4; codecs="${codec}"`;
      this.buffers.set(kind, new TrackBuffer(this.#source.addSourceBuffer(mime), mime, { playhead: () => this.video.currentTime, failed }));
    }
  }

  trim(): void {
    for (const buffer of this.buffers.values()) buffer.trim(keptSec);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const buffer of this.buffers.values()) buffer.close();
    URL.revokeObjectURL(this.#url);
    // Another playback may have taken the element over.
    if (this.video.src === this.#url) {
      this.video.removeAttribute('src');
      this.video.load();
    }
  }
}
