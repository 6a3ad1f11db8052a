import type { EncodedFrame, VideoShape } from './packager.ts';
import { StreamError } from './stream-error.ts';

/** Reads the raw frames of a track; not in every browser, and not in TypeScript's library. */
interface TrackProcessorClass { new <Frame>(options: { track: MediaStreamTrack }): { readonly readable: ReadableStream<Frame> } }

const processorClass = (): TrackProcessorClass | undefined => (globalThis as { MediaStreamTrackProcessor?: TrackProcessorClass }).MediaStreamTrackProcessor;

/** Throws `unsupported` where the page cannot encode by itself. */
export function assertCanPublish(): void {
  if (processorClass() && globalThis.VideoEncoder && globalThis.AudioEncoder) return;
  throw new StreamError('unsupported', { message: 'This browser cannot encode a stream in the page. Use a current Chrome or Edge.' });
}

/** What one rendition of the picture is encoded as. */
export interface Rendition {
  /** In px; the track’s own when absent. The width follows its shape. */
  readonly height?: number;
  /** Bits per second; by the size when absent. */
  readonly bitrate?: number;
  readonly framerate?: number;
}

/** Frames that may wait in an encoder; with more, the device does not keep up and one is left out. */
const maxQueue = 3;

/** Macroblocks a second of the levels of H.264, table A-1. */
const levels: readonly (readonly [rate: number, level: string])[] = [[40_500, '1E'], [108_000, '1F'], [216_000, '20'], [245_760, '28'], [522_240, '2A'], [589_824, '32'], [983_040, '33']];

/** The profiles to try, the best compressing first that starts as quickly as any: constrained baseline, then main, then high. */
export function h264Codecs(width: number, height: number, framerate: number): readonly string[] {
  const rate = Math.ceil(width / 16) * Math.ceil(height / 16) * framerate;
  const level = levels.find(([most]) => rate <= most)?.[1] ?? '34';
  return ['42E0', '4D00', '6400'].map((profile) => `avc1.${profile}${level}`);
}

/** Even, as 4:2:0 wants it. */
const even = (value: number): number => 2 * Math.round(value / 2);

/** The size and rate to encode a picture of `width` × `height` with. */
export function sizeOf({ height: wanted, bitrate, framerate = 30 }: Rendition, width: number, height: number) {
  const scale = Math.min(1, (wanted ?? height) / height);
  const size = { width: even(width * scale), height: even(height * scale) };
  return { ...size, framerate, bitrate: bitrate ?? Math.round(size.width * size.height * framerate * 0.09) };
}

interface Encoding { readonly shape: (shape: VideoShape) => void; readonly frame: (frame: EncodedFrame) => void; readonly failed: (error: StreamError) => void }

const bytesOf = (chunk: EncodedVideoChunk | EncodedAudioChunk): Uint8Array => {
  const bytes = new Uint8Array(chunk.byteLength);
  chunk.copyTo(bytes);
  return bytes;
};

const copyOf = (source: AllowSharedBufferSource): Uint8Array => (source instanceof ArrayBuffer || source instanceof SharedArrayBuffer ? new Uint8Array(source).slice() : new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice());

/** One rendition of the picture. */
export class VideoRendition {
  readonly #rendition: Rendition;
  readonly #to: Encoding;
  #encoder: VideoEncoder | undefined;
  #config: VideoEncoderConfig | undefined;
  #wanted = 0;
  #share = 1;
  #lastAt: number | undefined;
  #durationMs = 33;
  /** Left out because the device did not keep up. */
  skipped = 0;

  constructor(rendition: Rendition, to: Encoding) {
    this.#rendition = rendition;
    this.#to = to;
  }

  get bitrate(): number { return this.#wanted; }
  get framerate(): number { return this.#rendition.framerate ?? 30; }

  async configure(width: number, height: number): Promise<void> {
    const size = sizeOf(this.#rendition, width, height);
    this.#wanted = size.bitrate;
    for (const codec of h264Codecs(size.width, size.height, size.framerate)) {
      const config: VideoEncoderConfig = { codec, ...size, latencyMode: 'realtime', avc: { format: 'avc' } };
      if (!(await VideoEncoder.isConfigSupported(config)).supported) continue;
      this.#config = config;
      this.#encoder = new VideoEncoder({ output: (chunk, meta) => this.#output(chunk, meta), error: (cause) => this.#to.failed(new StreamError('unsupported', { cause })) });
      this.#encoder.configure(config);
      return;
    }
    throw new StreamError('unsupported', { message: 'This browser has no H.264 encoder. Use a current Chrome or Edge.' });
  }

  /** Less, or again more, of the wanted bitrate; from the next keyframe on. */
  setShare(share: number): void {
    this.#share = share;
  }

  encode(frame: VideoFrame, keyFrame: boolean): void {
    if (!this.#encoder || this.#encoder.state !== 'configured' || !this.#config) return;
    if (this.#encoder.encodeQueueSize > maxQueue && !keyFrame) {
      this.skipped += 1;
      return;
    }
    const bitrate = Math.round(this.#wanted * this.#share);
    if (keyFrame && bitrate !== this.#config.bitrate) {
      this.#config = { ...this.#config, bitrate };
      this.#encoder.configure(this.#config);
    }
    this.#encoder.encode(frame, { keyFrame });
  }

  close(): void {
    if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #output(chunk: EncodedVideoChunk, meta: EncodedVideoChunkMetadata | undefined): void {
    const { description, codedWidth, codedHeight } = meta?.decoderConfig ?? {};
    if (description) this.#to.shape({ width: codedWidth ?? this.#config!.width, height: codedHeight ?? this.#config!.height, description: copyOf(description) });
    const capturedAt = chunk.timestamp / 1000;
    // The next frame, whose time would tell, is not there yet.
    if (this.#lastAt !== undefined) this.#durationMs = Math.min(200, Math.max(5, capturedAt - this.#lastAt));
    this.#lastAt = capturedAt;
    this.#to.frame({ data: bytesOf(chunk), key: chunk.type === 'key', capturedAt, duration: this.#durationMs });
  }
}

/** What reading the tracks of a stream gives. */
export interface RawFrames { video: VideoFrame; audio: AudioData }

/** Reads a track until it ends or `signal` says so; frames are for `each` to close. */
export async function readTrack<Kind extends keyof RawFrames>(_kind: Kind, track: MediaStreamTrack, signal: AbortSignal, each: (frame: RawFrames[Kind]) => void): Promise<void> {
  const reader = new (processorClass()!)<RawFrames[Kind]>({ track }).readable.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || signal.aborted) return value?.close();
      each(value);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

interface SoundEncoding extends Pick<Encoding, 'frame' | 'failed'> { readonly shape: (channels: number, sampleRate: number) => void }

/** The sound, as Opus. */
export class AudioEncoding {
  readonly #bitrate: number;
  readonly #to: SoundEncoding;
  #encoder: AudioEncoder | undefined;
  #config = '';

  constructor(bitrate: number, to: SoundEncoding) {
    this.#bitrate = bitrate;
    this.#to = to;
  }

  encode(data: AudioData): void {
    const channels = Math.min(2, data.numberOfChannels);
    const config = `${channels} ${data.sampleRate}`;
    if (config !== this.#config) this.#begin(channels, data.sampleRate, config);
    if (this.#encoder?.state === 'configured' && this.#encoder.encodeQueueSize < 50) this.#encoder.encode(data);
  }

  close(): void {
    if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #begin(numberOfChannels: number, sampleRate: number, config: string): void {
    this.close();
    this.#config = config;
    this.#encoder = new AudioEncoder({
      output: (chunk) => this.#to.frame({ data: bytesOf(chunk), key: true, capturedAt: chunk.timestamp / 1000, duration: (chunk.duration ?? 20_000) / 1000 }),
      error: (cause) => this.#to.failed(new StreamError('unsupported', { cause })),
    });
    this.#encoder.configure({ codec: 'opus', numberOfChannels, sampleRate, bitrate: this.#bitrate });
    this.#to.shape(numberOfChannels, sampleRate);
  }
}
