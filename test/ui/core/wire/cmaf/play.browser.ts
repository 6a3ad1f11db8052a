import { expect } from '@open-wc/testing';
import { av1Config } from '../../../../../core/wire/cmaf/av1.ts';
import { mimeType } from '../../../../../core/wire/cmaf/codec-string.ts';
import { fragment } from '../../../../../core/wire/cmaf/fragment.ts';
import { readAvcConfig, readSps } from '../../../../../core/wire/cmaf/h264.ts';
import { initSegment } from '../../../../../core/wire/cmaf/init-segment.ts';
import { opusConfig, opusDuration, readOpusHead } from '../../../../../core/wire/cmaf/opus.ts';
import { readFragment } from '../../../../../core/wire/cmaf/read-fragment.ts';
import type { Sample, Track } from '../../../../../core/wire/cmaf/track.ts';
import { vp9Config } from '../../../../../core/wire/cmaf/vp9.ts';

const size = { width: 320, height: 180 };
const count = 20;
const frameUs = 50_000;
const timescale = 1_000_000;

interface Encoded { readonly samples: Sample[]; readonly description: Uint8Array | undefined; readonly codec: string }

const bytesOf = (source: AllowSharedBufferSource | undefined): Uint8Array | undefined =>
  source && (ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source));

function sampleOf(chunk: EncodedVideoChunk | EncodedAudioChunk, duration: number): Sample {
  const data = new Uint8Array(chunk.byteLength);
  chunk.copyTo(data);
  return { decodeTime: chunk.timestamp, duration, offset: 0, key: chunk.type === 'key', data };
}

/** Moving stripes, so that every frame has something to say. */
async function encodePicture(codec: string): Promise<Encoded> {
  const samples: Sample[] = [];
  let description: Uint8Array | undefined;
  const encoder = new VideoEncoder({
    error: (error) => { throw error; },
    output(chunk, metadata) {
      description ??= bytesOf(metadata?.decoderConfig?.description);
      samples.push(sampleOf(chunk, frameUs));
    },
  });
  encoder.configure({ codec, ...size, framerate: 20, bitrate: 400_000, latencyMode: 'realtime', ...(codec.startsWith('avc1') && { avc: { format: 'avc' } }) });
  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext('2d')!;
  for (let index = 0; index < count; index++) {
    pen.fillStyle = `hsl(${index * 18} 80% 50%)`;
    pen.fillRect((index * 16) % size.width, 0, 40, size.height);
    const frame = new VideoFrame(canvas, { timestamp: index * frameUs, duration: frameUs });
    encoder.encode(frame, { keyFrame: index === 0 });
    frame.close();
  }
  await encoder.flush();
  encoder.close();
  return { samples, description, codec };
}

async function encodeSound(): Promise<Encoded> {
  const samples: Sample[] = [];
  let description: Uint8Array | undefined;
  let at = 0;
  const encoder = new AudioEncoder({
    error: (error) => { throw error; },
    output(chunk, metadata) {
      description ??= bytesOf(metadata?.decoderConfig?.description);
      const sample = sampleOf(chunk, 0);
      const duration = opusDuration(sample.data);
      samples.push({ ...sample, decodeTime: at, duration, key: true });
      at += duration;
    },
  });
  encoder.configure({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 2, bitrate: 64_000 });
  for (let index = 0; index < 50; index++) {
    const data = Float32Array.from({ length: 960 * 2 }, (_, at) => Math.sin((index * 960 + (at % 960)) / 17) / 4);
    const sound = new AudioData({ format: 'f32-planar', sampleRate: 48_000, numberOfFrames: 960, numberOfChannels: 2, timestamp: index * 20_000, data });
    encoder.encode(sound);
    sound.close();
  }
  await encoder.flush();
  encoder.close();
  return { samples, description, codec: 'opus' };
}

const tracks: Readonly<Record<string, () => Promise<{ track: Track; samples: readonly Sample[] }>>> = {
  'H.264': async () => {
    const { samples, description } = await encodePicture('avc1.42E01F');
    const { width, height } = readSps(readAvcConfig(description!).sps[0]!);
    expect({ width, height }, 'what its parameter set says').to.deep.equal(size);
    return { samples, track: { kind: 'video', coding: 'avc1', timescale, ...size, config: description! } };
  },
  AV1: async () => {
    const { samples } = await encodePicture('av01.0.04M.08');
    return { samples, track: { kind: 'video', coding: 'av01', timescale, ...size, config: av1Config(samples[0]!.data) } };
  },
  VP9: async () => {
    const { samples, codec } = await encodePicture('vp09.00.31.08');
    return { samples, track: { kind: 'video', coding: 'vp09', timescale, ...size, config: vp9Config(codec) } };
  },
  Opus: async () => {
    const { samples, description } = await encodeSound();
    return { samples, track: { kind: 'audio', coding: 'opus', timescale: 48_000, sampleRate: 48_000, channels: 2, config: opusConfig(readOpusHead(description!)) } };
  },
};

/** Appends everything and plays it to its end. */
async function play(track: Track, fragments: readonly Uint8Array<ArrayBuffer>[]): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
  const buffer = source.addSourceBuffer(mimeType(track));
  for (const bytes of [initSegment(track), ...fragments]) {
    buffer.appendBuffer(bytes);
    await new Promise<void>((resolve, reject) => {
      buffer.addEventListener('updateend', () => resolve(), { once: true });
      buffer.addEventListener('error', () => reject(new Error(video.error?.message ?? 'The bytes were refused.')), { once: true });
    });
  }
  source.endOfStream();
  const over = new Promise((resolve, reject) => {
    video.addEventListener('ended', resolve, { once: true });
    video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
  });
  await video.play();
  await over;
  return video;
}

describe('what the CMAF writer makes', () => {
  for (const [name, encode] of Object.entries(tracks)) {
    it(`plays in the browser: ${name}, a fragment for each frame`, async () => {
      const { track, samples } = await encode();
      const fragments = samples.map((sample, index) => fragment([sample], { sequence: index + 1, capturedAt: 1_767_268_800_000 + index }));
      expect(fragments.flatMap((bytes) => readFragment(bytes).samples.map(({ data }) => data.length))).to.deep.equal(samples.map(({ data }) => data.length));
      const video = await play(track, fragments);
      expect(video.buffered.length, 'one range, without a hole').to.equal(1);
      expect(video.currentTime).to.be.closeTo(1, 0.05);
      if (track.kind === 'video') {
        expect(video.getVideoPlaybackQuality().totalVideoFrames).to.be.greaterThan(count / 2);
        expect([video.videoWidth, video.videoHeight]).to.deep.equal([size.width, size.height]);
      }
      URL.revokeObjectURL(video.src);
      video.remove();
    });
  }
});
