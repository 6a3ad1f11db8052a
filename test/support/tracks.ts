import type { AudioTrack, Sample, Track, VideoTrack } from '../../core/wire/cmaf/track.ts';
import { avcConfig } from '../../core/wire/cmaf/h264.ts';
import { opusConfig } from '../../core/wire/cmaf/opus.ts';
import { vp9Config } from '../../core/wire/cmaf/vp9.ts';
import { ppsNal, spsNal } from './h264.ts';

const video: Pick<VideoTrack, 'kind' | 'timescale' | 'width' | 'height'> = { kind: 'video', timescale: 90_000, width: 320, height: 180 };
const audio: Pick<AudioTrack, 'kind' | 'timescale' | 'sampleRate' | 'channels'> = { kind: 'audio', timescale: 48_000, sampleRate: 48_000, channels: 2 };

/** One track of each codec. */
export const tracks = {
  avc1: { ...video, coding: 'avc1', config: avcConfig(spsNal(), ppsNal) },
  av01: { ...video, coding: 'av01', config: Uint8Array.of(0x81, 0x04, 0x0c, 0, 0x0a, 1, 0) },
  vp09: { ...video, coding: 'vp09', config: vp9Config('vp09.00.31.08') },
  opus: { ...audio, coding: 'opus', config: opusConfig({ channels: 2 }) },
  // AAC-LC, 48 kHz, stereo.
  mp4a: { ...audio, coding: 'mp4a', config: Uint8Array.of(0x11, 0x90) },
} as const satisfies Record<string, Track>;

export const sampleOf = (change: Partial<Sample> = {}): Sample => ({ decodeTime: 0, duration: 3000, offset: 0, key: true, data: Uint8Array.of(1, 2, 3, 4), ...change });
