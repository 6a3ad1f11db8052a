import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TileAttachment, TilePlayback } from '../../core/media/port.ts';
import { playsIn } from './copy.ts';

/** So many frames in a row, and the new way flows. */
const framesFirst = 2;

/** The old picture does not wait for longer than this, ms: its way ends then. */
const longestMs = 9000;

/** A video element of a tile. One shows; while the picture changes its way, another gets ready behind it. */
export interface Screen { readonly key: number; readonly playback: TilePlayback | undefined }

/** What the elements are given when there is something new. */
export interface Showing { readonly stream: MediaStream | null; readonly muted: boolean; /** There is a picture to wait for. */ readonly picture: boolean; play(video: HTMLVideoElement): void }

/**
 * The video elements of one tile. When its picture comes another way from now on, the new element waits behind the old one
 * for its first frame: nobody sees a gap.
 */
export class Screens implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #videos = new Map<number, { readonly video: HTMLVideoElement; readonly on: TileAttachment | undefined }>();
  #list: readonly Screen[] = [{ key: 0, playback: undefined }];
  #next = 1;
  #started = false;
  #stopWaiting: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    this.#host = host;
    host.addController(this);
  }

  /** The one that shows comes last: in the document it covers the one that gets ready. */
  get list(): readonly Screen[] {
    return this.#list;
  }

  get shown(): HTMLVideoElement | undefined {
    return this.#videos.get(this.#list.at(-1)!.key)?.video;
  }

  /** What is to be shown. Call it before each render. */
  want(playback: TilePlayback | undefined): void {
    const shown = this.#list.at(-1)!;
    if (this.#list[0]!.playback === playback) return;
    this.#stopWaiting?.();
    if (shown.playback === playback) this.#list = [shown];
    else this.#list = this.#started ? [{ key: this.#next++, playback }, shown] : [{ key: this.#next++, playback }];
  }

  /** Gives the elements what they play. Call it after each render. */
  show(elements: readonly HTMLVideoElement[], { stream, muted, picture, play }: Showing): void {
    this.#started ||= stream !== null || this.#list.at(-1)!.playback !== undefined;
    for (const [key, { video, on }] of [...this.#videos]) {
      if (this.#list.some((screen) => screen.key === key)) continue;
      this.#videos.delete(key);
      if (on) on.release();
      else video.srcObject = null;
    }
    for (const [index, { key, playback }] of this.#list.entries()) {
      const video = elements[index];
      if (!video) continue;
      const silent = muted || index < this.#list.length - 1;
      const fresh = !this.#videos.has(key);
      if (fresh) {
        video.muted = silent;
        this.#videos.set(key, { video, on: playback?.attach(video) });
        if (playback) playsIn(playback, video);
        if (index < this.#list.length - 1) this.#await(key, video, picture);
      }
      if (index === this.#list.length - 1) this.#videos.get(key)?.on?.shown();
      const other = !playback && video.srcObject !== stream;
      if (other) video.srcObject = stream;
      if (fresh || other || video.muted !== silent) {
        video.muted = silent;
        if (!playback || !fresh) play(video);
      }
    }
  }

  hostConnected(): void {
    // What was let go of while it was nowhere is taken up again.
    if (this.#videos.size === 0) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    // An element that only moves is back by then.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      for (const { on } of this.#videos.values()) on?.release();
      this.#videos.clear();
      this.#settle();
    });
  }

  #settle(): void {
    this.#stopWaiting?.();
    this.#list = this.#list.slice(0, 1);
  }

  /** Brings an element forward once it has a frame, or sound where there is no picture. */
  #await(key: number, video: HTMLVideoElement, picture: boolean): void {
    this.#stopWaiting?.();
    const ready = (): void => {
      if (this.#list.length < 2 || this.#list[0]!.key !== key) return;
      this.#settle();
      this.#host.requestUpdate();
    };
    const timer = setTimeout(ready, longestMs);
    this.#stopWaiting = () => clearTimeout(timer);
    let left = framesFirst;
    const see = (): void => {
      // A player that has just begun may still look for its place.
      left = video.seeking ? framesFirst : left - 1;
      if (left <= 0) ready();
      else video.requestVideoFrameCallback(see);
    };
    if (picture && 'requestVideoFrameCallback' in video) video.requestVideoFrameCallback(see);
    else video.addEventListener('playing', ready, { once: true });
  }
}
