import { atom, type ReadableAtom } from 'nanostores';
import type { Clock } from '../clock.ts';
import type { Source } from '../wire/signal/shapes.ts';
import type { RemoteProducer, TileId, TilePlayback } from './port.ts';

/** One tile's worth of someone else's media: camera with microphone, or screen with its sound. */
export interface RemoteStream {
  readonly stream: MediaStream;
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
  /** To be shown in place of the stream. */
  readonly playback?: TilePlayback | undefined;
}

/** A track that is made anew (a worker was replaced) leaves its last picture up for this long, in ms. */
export const lastPictureMs = 8000;

export const tileSource = (source: Source): 'camera' | 'screen' => (source === 'camera' || source === 'mic' ? 'camera' : 'screen');
export const kindOf = (source: Source): 'audio' | 'video' => (source === 'camera' || source === 'screen' ? 'video' : 'audio');
export const tileKey = (peerId: string, source: 'camera' | 'screen'): string => `${peerId}:${source}`;

interface Held { readonly stream: MediaStream; readonly tracks: Map<Source, MediaStreamTrack>; readonly stops: Map<Source, () => void>; playback?: TilePlayback | undefined }

/** The streams of all tiles that are not mine. A tile keeps its stream while its peer is on stage; tracks come and go inside it. */
export class RemoteStreams {
  readonly #held = new Map<string, Held>();
  readonly #streams = atom<ReadonlyMap<string, RemoteStream>>(new Map());
  readonly #clock: Clock;
  readonly #createStream: () => MediaStream;

  constructor(clock: Clock, createStream: () => MediaStream) {
    this.#clock = clock;
    this.#createStream = createStream;
  }

  /** By tile key. */
  get $streams(): ReadableAtom<ReadonlyMap<string, RemoteStream>> {
    return this.#streams;
  }

  add({ peerId, source }: RemoteProducer, track: MediaStreamTrack): MediaStream {
    const held = this.#hold(tileKey(peerId, tileSource(source)));
    held.stops.get(source)?.();
    held.stops.delete(source);
    const old = held.tracks.get(source);
    held.tracks.set(source, track);
    held.stream.addTrack(track);
    if (old && old !== track) held.stream.removeTrack(old);
    this.#changed();
    return held.stream;
  }

  /** The tile shows this in place of its stream, or its stream again. */
  play({ peerId, source }: TileId, playback: TilePlayback | undefined): void {
    this.#hold(tileKey(peerId, source)).playback = playback;
    this.#changed();
  }

  /** @param keepPicture leaves the last one up for a while: another takes its place soon */
  remove({ peerId, source }: RemoteProducer, keepPicture = true): void {
    const held = this.#held.get(tileKey(peerId, tileSource(source)));
    const track = held?.tracks.get(source);
    if (!held || !track) return;
    held.stops.get(source)?.();
    const drop = (): void => {
      held.stops.delete(source);
      held.tracks.delete(source);
      held.stream.removeTrack(track);
      this.#changed();
    };
    if (keepPicture) held.stops.set(source, this.#clock.after(lastPictureMs, drop));
    else drop();
  }

  /** Forgets the tiles of everyone else. */
  keepOnly(peerIds: ReadonlySet<string>): void {
    for (const [key, held] of this.#held) {
      if (peerIds.has(key.slice(0, key.lastIndexOf(':')))) continue;
      this.#drop(held);
      this.#held.delete(key);
    }
    this.#changed();
  }

  close(): void {
    this.keepOnly(new Set());
  }

  #hold(key: string): Held {
    const held = this.#held.get(key) ?? { stream: this.#createStream(), tracks: new Map(), stops: new Map() };
    this.#held.set(key, held);
    return held;
  }

  #drop(held: Held): void {
    for (const stop of held.stops.values()) stop();
    for (const track of held.tracks.values()) held.stream.removeTrack(track);
  }

  #changed(): void {
    this.#streams.set(new Map([...this.#held].map(([key, { stream, tracks, playback }]) => {
      const kinds = [...tracks.keys()].map(kindOf);
      return [key, { stream, hasVideo: kinds.includes('video'), hasAudio: kinds.includes('audio'), ...(playback && { playback }) }];
    })));
  }
}
