import type { Clock } from '../clock.ts';
import type { CatalogTrack } from '../wire/moqt/catalog.ts';
import { CaptureClock } from './capture-clock.ts';
import { AudioEncoding, readTrack, VideoRendition, type RawFrames, type Rendition } from './encoders.ts';
import { audioTrack, Packager, videoTrack } from './packager.ts';
import type { PublishedTrack } from './publisher-track.ts';
import { StreamError } from './stream-error.ts';

/** Priorities within a broadcast: the lower, the sooner. */
export const trackPriority = { catalog: 0, audio: 64, video: 128 } as const;

/** How long the other tracks wait for one that gives nothing, in ms. */
const waitMs = 1500;

export interface StudioOptions {
  readonly stream: MediaStream;
  readonly renditions: readonly Rendition[];
  /** ms between keyframes. */
  readonly keyframeMs: number;
  readonly audioBitrate: number;
  readonly clock: Clock;
  /** Makes a place for a track to be published at. */
  readonly publish: (name: string, priority: number) => PublishedTrack;
  /** Every track has begun, or one has another codec than before. */
  readonly changed: () => void;
  readonly failed: (error: StreamError) => void;
}

interface Picture { readonly rendition: VideoRendition; readonly packager: Packager }

/** From a `MediaStream` to CMAF: captures, encodes, packs. */
export class Studio {
  readonly #options: StudioOptions;
  readonly #stop = new AbortController();
  readonly #times: CaptureClock;
  readonly #startedAt: number;
  #pictures: readonly Picture[] = [];
  #sound: { readonly encoding: AudioEncoding; readonly packager: Packager } | undefined;
  #keyAt = -Infinity;
  #cancelWait: (() => void) | undefined;
  frames = 0;

  constructor(options: StudioOptions) {
    this.#options = options;
    this.#times = new CaptureClock(() => options.clock.now());
    this.#startedAt = options.clock.now() - 1000;
  }

  get skipped(): number { return this.#pictures.reduce((total, { rendition }) => total + rendition.skipped, 0); }

  /** Rejects with a `StreamError`. */
  async start(): Promise<void> {
    const { stream, clock } = this.#options;
    const [video, audio] = [stream.getVideoTracks()[0], stream.getAudioTracks()[0]];
    if (video?.readyState !== 'live' && audio?.readyState !== 'live') throw new StreamError('no-media');
    // In seconds: a group takes at least one, so that whoever comes back begins above where they were.
    const firstGroup = Math.floor(clock.now() / 1000);
    if (video?.readyState === 'live') await this.#startPicture(video, firstGroup);
    if (audio?.readyState === 'live') this.#startSound(audio, firstGroup);
  }

  entries(): CatalogTrack[] {
    const pictures = this.#pictures.map(({ rendition, packager }) => packager.entry({ bitrate: rendition.bitrate, framerate: rendition.framerate }));
    return [...pictures, this.#sound?.packager.entry({ bitrate: this.#options.audioBitrate })].filter((entry) => entry !== undefined);
  }

  inits(): ReadonlyMap<string, Uint8Array> {
    const packagers = [...this.#pictures.map(({ packager }) => packager), ...(this.#sound ? [this.#sound.packager] : [])];
    return new Map(packagers.flatMap(({ name, init }) => (init ? [[name, init] as const] : [])));
  }

  setShare(share: number): void {
    for (const { rendition } of this.#pictures) rendition.setShare(share);
  }

  close(): void {
    this.#stop.abort();
    this.#cancelWait?.();
    for (const { rendition } of this.#pictures) rendition.close();
    this.#sound?.encoding.close();
  }

  /** Viewers make room for all tracks at once: they are told of them together, unless one keeps them waiting. */
  #changed(): void {
    const { clock, changed } = this.#options;
    const expected = this.#pictures.length + (this.#sound ? 1 : 0);
    if (this.entries().length === expected) changed();
    else this.#cancelWait ??= clock.after(waitMs, changed);
  }

  #startSound(track: MediaStreamTrack, firstGroup: number): void {
    const { publish, failed, audioBitrate } = this.#options;
    const packager = new Packager('audio', publish('audio', trackPriority.audio), this.#startedAt, firstGroup);
    const encoding = new AudioEncoding(audioBitrate, {
      shape: (channels, sampleRate) => { if (packager.configure(audioTrack(channels, sampleRate))) this.#changed(); },
      frame: (frame) => packager.frame({ ...frame, capturedAt: this.#times.wallTime('audio', frame.capturedAt * 1000) }),
      failed,
    });
    this.#sound = { encoding, packager };
    this.#read('audio', track, (data) => {
      this.#times.captured('audio', data.timestamp);
      encoding.encode(data);
      data.close();
    });
  }

  async #startPicture(track: MediaStreamTrack, firstGroup: number): Promise<void> {
    const { width = 1280, height = 720, frameRate } = track.getSettings();
    const wanted = this.#options.renditions.length ? this.#options.renditions : [{}];
    this.#pictures = wanted.map((rendition) => this.#picture({ ...(frameRate && { framerate: Math.round(frameRate) }), ...rendition }, height, firstGroup));
    await Promise.all(this.#pictures.map(({ rendition }) => rendition.configure(width, height)));
    this.#read('video', track, (frame) => this.#frame(frame));
  }

  #picture(given: Rendition, height: number, firstGroup: number): Picture {
    const { publish, failed } = this.#options;
    const name = `video/${Math.min(given.height ?? height, height)}p`;
    const packager = new Packager(name, publish(name, trackPriority.video), this.#startedAt, firstGroup);
    const rendition = new VideoRendition(given, {
      shape: (shape) => { if (packager.configure(videoTrack(shape))) this.#changed(); },
      frame: (frame) => packager.frame({ ...frame, capturedAt: this.#times.wallTime('video', frame.capturedAt * 1000) }),
      failed,
    });
    return { rendition, packager };
  }

  /** The same keyframes in all renditions, so that viewers may change between them there. */
  #frame(frame: VideoFrame): void {
    this.frames += 1;
    const at = this.#times.captured('video', frame.timestamp);
    const key = at - this.#keyAt >= this.#options.keyframeMs;
    if (key) this.#keyAt = at;
    for (const { rendition } of this.#pictures) rendition.encode(frame, key);
    frame.close();
  }

  #read<Kind extends keyof RawFrames>(kind: Kind, track: MediaStreamTrack, each: (frame: RawFrames[Kind]) => void): void {
    const { signal } = this.#stop;
    readTrack(kind, track, signal, each).catch((cause: unknown) => {
      if (!signal.aborted) this.#options.failed(StreamError.from(cause, 'unsupported'));
    });
  }
}
