import { MediaError } from '../bytes/media-error.ts';
import type { Track } from './track.ts';

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const decimal = (value: number): string => String(value).padStart(2, '0');

function at(config: Uint8Array, index: number): number {
  const byte = config[index];
  if (byte === undefined) throw new MediaError('truncated', 'The codec’s configuration is too short.');
  return byte;
}

const writers: Readonly<Record<Track['coding'], (config: Uint8Array) => string>> = {
  // ISO/IEC 14496-15 annex E: profile, constraints, level.
  avc1: (config) => `avc1.${hex(at(config, 1))}${hex(at(config, 2))}${hex(at(config, 3))}`,
  // AV1 in ISOBMFF §5: profile, level and tier, bit depth.
  av01: (config) => {
    const [first, flags] = [at(config, 1), at(config, 2)];
    const depth = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8;
    return `av01.${first >> 5}.${decimal(first & 31)}${flags & 0x80 ? 'H' : 'M'}.${decimal(depth)}`;
  },
  vp09: (config) => `vp09.${decimal(at(config, 0))}.${decimal(at(config, 1))}.${decimal(at(config, 2) >> 4)}`,
  opus: () => 'opus',
  // The audio object type is five bits, or six more after all ones: ISO/IEC 14496-3 §1.6.2.1.
  mp4a: (config) => {
    const type = at(config, 0) >> 3;
    return `mp4a.40.${type === 31 ? 32 + (((at(config, 0) & 7) << 3) | (at(config, 1) >> 5)) : type}`;
  },
};

/** The codec of a track as `MediaSource`, catalogs and playlists name it: RFC 6381. */
export const codecString = ({ coding, config }: Track): string => writers[coding](config);

/** The content type of a track's file. */
export const mimeType = (track: Track): string => `${track.kind}/mp4; codecs="${codecString(track)}"`;
