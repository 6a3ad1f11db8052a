import type { CatalogTrack } from '../wire/moqt/catalog.ts';
import type { Namespace } from '../wire/moqt/names.ts';
import type { SubscriberSession } from '../wire/moqt/session-api.ts';
import type { StreamError } from './stream-error.ts';

/** One rendition of the picture. */
export interface QualityLevel {
  /** The track’s name; what `setQuality` takes. */
  readonly name: string;
  /** Lines; nothing where it is not known. */
  readonly height: number | undefined;
  /** Bits per second. */
  readonly bitrate: number | undefined;
}

/** Whose picture and sound it can be: a peer of a room; a broadcast of one has none. */
export interface StreamSource { readonly id: string; readonly label: string; readonly hasVideo: boolean; readonly hasAudio: boolean }

/** Figures of a running playback. Times in ms. */
export interface PlaybackStats {
  /** From the moment of capture to that of being shown, by both sides’ clocks; `null` where the broadcast does not say. */
  readonly latencyMs: number | null;
  /** What is buffered ahead of the playhead. */
  readonly bufferMs: number;
  /** Bits per second that came in the last second. */
  readonly throughput: number;
  readonly bytes: number;
  /** Frames the browser left out, and parts of groups that did not come. */
  readonly droppedFrames: number;
  readonly skippedGroups: number;
  readonly stalls: number;
  readonly stalledMs: number;
  readonly playbackRate: number;
  /** Of the picture that shows, in px. */
  readonly width: number;
  readonly height: number;
}

export const noStats: PlaybackStats = { latencyMs: null, bufferMs: 0, throughput: 0, bytes: 0, droppedFrames: 0, skippedGroups: 0, stalls: 0, stalledMs: 0, playbackRate: 1, width: 0, height: 0 };

/** Which way a picture comes: over which plane, and by which transport. */
export interface PlaybackPath { readonly plane: 'moqt' | 'hls'; readonly via: 'webtransport' | 'websocket' | 'hls.js' | 'native' }

/** A session with a relay, and how it came about. */
export interface RelaySession<Opened extends SubscriberSession = SubscriberSession> { readonly session: Opened; readonly path: PlaybackPath; readonly namespace: Namespace }

/** What can be gone back to, in ms since the epoch. */
export interface SeekWindow { readonly start: number; readonly end: number }

/** Told by a playback of what happens to it. */
export interface PlaybackHandlers {
  playing(path: PlaybackPath): void;
  stalled(stalled: boolean): void;
  tracks(tracks: readonly CatalogTrack[], live: boolean): void;
  levels(levels: readonly QualityLevel[]): void;
  /** Which rendition plays now; `why` where it was changed by itself. */
  rendition(name: string, why?: 'too-slow' | 'room-for-more'): void;
  stats(stats: PlaybackStats): void;
  window(window: SeekWindow | null): void;
  /** The broadcast is over. */
  ended(): void;
  failed(error: StreamError): void;
}

/** One way to play a broadcast in a video element. */
export interface Playback {
  goLive(): void;
  /** To a moment, in ms since the epoch. Returns false where it is not at hand. */
  seek(wallTime: number): boolean;
  setQuality(name: string): void;
  setSource(id: string | undefined): void;
  /** How much more to keep buffered than the network asks for, in ms, where it plays that close to the edge. */
  setReserve?(ms: number): void;
  /** Goes on in another session, where it plays by one. */
  use?(relay: RelaySession): void;
  /** A new address of the same broadcast, with a token that lasts longer. */
  renew(url: string): void;
  /** When what shows was captured, in ms since the epoch. */
  position(): number | undefined;
  readonly live: boolean;
  close(): void;
}
