import { codecString } from '../wire/cmaf/codec-string.ts';
import { fragment } from '../wire/cmaf/fragment.ts';
import { initSegment } from '../wire/cmaf/init-segment.ts';
import { opusConfig } from '../wire/cmaf/opus.ts';
import type { Track } from '../wire/cmaf/track.ts';
import type { CatalogTrack } from '../wire/moqt/catalog.ts';
import type { PublishedTrack } from './publisher-track.ts';

/** A frame as an encoder gives it. Times in ms since the epoch. */
export interface EncodedFrame {
  readonly data: Uint8Array;
  readonly key: boolean;
  readonly capturedAt: number;
  /** In ms. */
  readonly duration: number;
}

const videoScale = 90_000;
const audioScale = 48_000;
/** A group of sound is about as long as one of pictures, in ms. */
const audioGroupMs = 1000;

export interface VideoShape { readonly width: number; readonly height: number; readonly description: Uint8Array }

export const videoTrack = ({ width, height, description }: VideoShape): Track => ({ kind: 'video', coding: 'avc1', width, height, timescale: videoScale, config: description });

export const audioTrack = (channels: number, sampleRate: number): Track => ({ kind: 'audio', coding: 'opus', channels, sampleRate: 48_000, timescale: audioScale, config: opusConfig({ channels, sampleRate }) });

/** Makes CMAF of the frames of one track, one fragment each, and groups of them. */
export class Packager {
  readonly name: string;
  readonly published: PublishedTrack;
  readonly #startedAt: number;
  #track: Track | undefined;
  #init: Uint8Array | undefined;
  #sequence = 0;
  #time = 0;
  #group: number;
  #groupAt = -Infinity;

  /** `startedAt`: what media time counts from, ms since the epoch. Groups count from `firstGroup`. */
  constructor(name: string, published: PublishedTrack, startedAt: number, firstGroup: number) {
    this.name = name;
    this.published = published;
    this.#startedAt = startedAt;
    this.#group = firstGroup - 1;
  }

  get init(): Uint8Array | undefined { return this.#init; }

  /** What the encoder has settled on. Returns whether that is anything new. */
  configure(track: Track): boolean {
    const init = initSegment(track);
    if (this.#init?.length === init.length && this.#init.every((byte, index) => byte === init[index])) return false;
    this.#track = track;
    this.#init = init;
    return true;
  }

  /** Frames before the first that can be decoded are left out. */
  frame({ data, key, capturedAt, duration }: EncodedFrame): void {
    if (!this.#track || !this.#init) return;
    const { kind, timescale } = this.#track;
    const starts = key && (kind === 'video' || capturedAt - this.#groupAt >= audioGroupMs);
    if (!starts && this.#groupAt === -Infinity) return;
    if (starts) {
      this.#group += 1;
      this.#groupAt = capturedAt;
      this.published.begin(this.#group, this.#init);
    }
    // Never back: browsers take what overlaps for a seek.
    this.#time = Math.max(this.#time, Math.round(((capturedAt - this.#startedAt) * timescale) / 1000));
    const length = Math.max(1, Math.round((duration * timescale) / 1000));
    this.#sequence += 1;
    this.published.fragment(fragment([{ decodeTime: this.#time, duration: length, offset: 0, key, data }], { sequence: this.#sequence, capturedAt }));
    if (kind === 'audio') this.#time += length;
    else this.#time += 1;
  }

  /** As the catalog names it; nothing before the encoder has begun. */
  entry(extra: Partial<CatalogTrack>): CatalogTrack | undefined {
    const track = this.#track;
    if (!track) return undefined;
    const shape = track.kind === 'video' ? { width: track.width, height: track.height } : { sampleRate: track.sampleRate, channels: track.channels };
    return { name: this.name, kind: track.kind, codec: codecString(track), ...shape, ...extra };
  }
}
