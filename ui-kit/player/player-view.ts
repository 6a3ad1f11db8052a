import { atom, type ReadableAtom } from 'nanostores';
import type { BroadcastViewerOptions } from '../../core/streams/viewer-options.ts';
import type { BroadcastViewer } from '../../core/streams/viewer.ts';
import type { Locale } from '../localize.ts';

/** What the player needs of a viewer: the SDK’s own, or one that a test or a story plays. */
export type ViewerPort = Pick<BroadcastViewer, 'stores' | 'attach' | 'start' | 'goLive' | 'seek' | 'setQuality' | 'setSource' | 'unblock' | 'close'>;

export type ViewerFactory = (options: BroadcastViewerOptions) => ViewerPort;

/** How the video element stands. */
export interface VideoState {
  readonly paused: boolean;
  readonly muted: boolean;
  /** 0–1. */
  readonly volume: number;
  readonly pip: boolean;
  readonly captions: 'none' | 'off' | 'on';
}

/** What every piece of one player shares. */
export interface PlayerView {
  readonly viewer: ViewerPort;
  readonly video: HTMLVideoElement;
  readonly $video: ReadableAtom<VideoState>;
  readonly $locale: ReadableAtom<Locale>;
}

const events = ['play', 'pause', 'volumechange', 'enterpictureinpicture', 'leavepictureinpicture', 'emptied', 'loadedmetadata'] as const;

const captionTracks = (video: HTMLVideoElement): TextTrack[] => [...video.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles');

function stateOf(video: HTMLVideoElement): VideoState {
  const tracks = captionTracks(video);
  return {
    paused: video.paused, muted: video.muted || video.volume === 0, volume: video.volume, pip: document.pictureInPictureElement === video || video.matches(':picture-in-picture'),
    captions: tracks.length === 0 ? 'none' : tracks.some(({ mode }) => mode === 'showing') ? 'on' : 'off',
  };
}

/** Follows a video element. `close` ends it. */
export function followVideo(video: HTMLVideoElement): { readonly $video: ReadableAtom<VideoState>; close(): void } {
  const $video = atom(stateOf(video));
  const changed = (): void => $video.set(stateOf(video));
  for (const name of events) video.addEventListener(name, changed);
  for (const name of ['addtrack', 'removetrack', 'change'] as const) video.textTracks.addEventListener(name, changed);
  return {
    $video,
    close() {
      for (const name of events) video.removeEventListener(name, changed);
      for (const name of ['addtrack', 'removetrack', 'change'] as const) video.textTracks.removeEventListener(name, changed);
    },
  };
}

/** Shows captions in the first track there is, or hides all. */
export function showCaptions(video: HTMLVideoElement, on: boolean): void {
  for (const [index, track] of captionTracks(video).entries()) track.mode = on && index === 0 ? 'showing' : 'disabled';
}
