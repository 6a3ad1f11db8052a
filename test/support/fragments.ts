import { fragment } from '../../core/wire/cmaf/fragment.ts';
import { initSegment } from '../../core/wire/cmaf/init-segment.ts';
import type { Sample } from '../../core/wire/cmaf/track.ts';
import type { Clip } from './live-media.ts';
import { sampleOf, tracks } from './tracks.ts';

/** A second of pictures with one keyframe, and of sound, whose frames are told apart by their bytes. Nothing decodes them. */
export const pictures: Clip = { track: tracks.avc1, samples: Array.from({ length: 30 }, (_, index) => sampleOf({ decodeTime: index * 3000, key: index === 0, data: Uint8Array.of(0, 0, 0, 1, index) })) };
export const sounds: Clip = { track: tracks.opus, samples: Array.from({ length: 50 }, (_, index) => sampleOf({ decodeTime: index * 960, duration: 960, data: Uint8Array.of(2, index) })) };

export const pictureInit: Uint8Array = initSegment(tracks.avc1);
export const otherPictureInit: Uint8Array = initSegment({ ...tracks.avc1, width: 640, height: 360 });
export const soundInit: Uint8Array = initSegment(tracks.opus);

let sequence = 0;

/** One picture at `at` seconds of its timeline. */
export const pictureAt = (at: number, { key = false, duration = 1 / 30, capturedAt, data = Uint8Array.of(1, 2, 3) }: { key?: boolean; duration?: number; capturedAt?: number; data?: Uint8Array } = {}): Uint8Array => {
  const sample: Sample = { decodeTime: Math.round(at * 90_000), duration: Math.round(duration * 90_000), offset: 0, key, data };
  return fragment([sample], { sequence: ++sequence, ...(capturedAt !== undefined && { capturedAt }) });
};
