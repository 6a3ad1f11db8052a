import type { Requester } from '../connection/request.ts';
import type { Welcome } from '../connection/session.ts';
import type { LiveError } from '../errors.ts';
import type { JsonObject } from '../wire/signal/fields.ts';
import type { Source } from '../wire/signal/shapes.ts';
import type { MeshRoom } from './mesh-room.ts';
import type { PlaneRoom } from './plane-room.ts';
import type { MediaProbe } from './probe.ts';

export type WelcomeMedia = Welcome['media'];
export type Quality = 'auto' | 'low' | 'medium' | 'high';

/** The largest layer to receive, from 0, or no picture at all: the last one stays up. */
export type WantedLayer = 0 | 1 | 2 | 'none';

/** What keeps my own pictures smaller than they could be. */
export interface SendLimits {
  /** By producer of mine: the largest layer that anyone watches. */
  readonly watched: ReadonlyMap<string, number>;
  /** How far the processor has to be spared: 0 is not at all. */
  readonly relief: ReliefStep;
  /** Producers that somebody’s device cannot show in their codec. */
  readonly unplayable?: ReadonlySet<string>;
}

/** 1: one layer fewer; 2: the smallest only, at half the rate; 3: that, with the cheapest codec. */
export type ReliefStep = 0 | 1 | 2 | 3;

/** Something that someone else publishes. */
export interface RemoteProducer {
  readonly peerId: string;
  readonly producerId: string;
  readonly source: Source;
  /** It comes from page to page. */
  readonly mesh?: true;
}

/** Something to publish. Without a track (camera off) what is published pauses. */
export interface LocalSource { readonly track: MediaStreamTrack | null; readonly paused: boolean }
export type LocalSources = Readonly<Partial<Record<Source, LocalSource>>>;

/** A tile on stage: someone's camera with their voice, or their screen with its sound. */
export interface TileId { readonly peerId: string; readonly source: 'camera' | 'screen' }

/** Picture and sound that come in no tracks: they play in an element. */
export interface TilePlayback {
  /** Plays in this element from now on. Nothing is received while none is attached. */
  attach(video: HTMLVideoElement): TileAttachment;
}

export interface TileAttachment {
  /** Everyone sees it now: what was shown before may end. */
  shown(): void;
  /** The element shows something else. Safe to call twice. */
  release(): void;
}

export interface MediaPortHandlers {
  readonly request: Requester;
  /** For a path that goes round the server. */
  readonly mesh?: MeshRoom;
  /** For a room with an audience plane. */
  readonly plane?: PlaneRoom;
  /** Takes the place of an earlier track of the same peer and source. */
  added(remote: RemoteProducer, track: MediaStreamTrack): void;
  removed(remote: RemoteProducer): void;
  /** What a tile plays in place of its tracks from now on; nothing: its tracks. */
  playing?(tile: TileId, playback: TilePlayback | undefined): void;
  /** Media does not flow, and several tries did not help; unless the browser is at fault, more follow. */
  failed(error: LiveError): void;
  /** After `failed`: it flows again, or need not any more. */
  mended?(): void;
}

/**
 * How pictures and sound get in and out, whichever way they go. It is told what should be, and brings it
 * about in its own order, again after every reconnect: callers never mend anything.
 */
export interface MediaPort {
  /** With every `Welcome`: builds the transports, or, where they were kept, makes sure they still connect. Rejects when this try failed. */
  open(media: WelcomeMedia): Promise<void>;
  /** The whole of what others publish. */
  setRemote(producers: readonly RemoteProducer[]): void;
  /** The whole of what to publish. Resolves when the server has it. */
  setLocal(sources: LocalSources): Promise<void>;
  /** Stops sending without telling that each track is off: the pictures of viewers freeze. */
  setSuspended(suspended: boolean): Promise<void>;
  setQuality(quality: Quality): Promise<void>;
  /** How much of each producer is to be received, by its id; all there is of one not named. A path without layers does without. */
  setWanted?(wanted: ReadonlyMap<string, WantedLayer>): Promise<void>;
  /** Bounds on my own pictures. A path that has a say over its encoders obeys. */
  setSendLimits?(limits: SendLimits): Promise<void>;
  stats(): Promise<readonly RTCStatsReport[]>;
  close(): void;
}

/** Everything of a platform that media needs: a browser's, or a fake for Node. */
export interface MediaKit {
  /** `navigator.mediaDevices`; absent outside secure pages and in Node. */
  readonly devices: MediaDevices | undefined;
  createStream(): MediaStream;
  /**
   * Fetches the media engine ahead of its use, and gets it ready for a router.
   * @param capabilities asks the router what it can do; without it only the code is fetched
   */
  prefetch(capabilities?: () => Promise<JsonObject>): Promise<void>;
  createPort(handlers: MediaPortHandlers): MediaPort;
  /** Tries the ways of media before there is any; absent where the platform has no WebRTC. */
  openProbe?(): Promise<MediaProbe>;
}
