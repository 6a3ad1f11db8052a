import { bodyAt, boxesIn, findBox, fullBox, type Box } from './boxes.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { MediaError } from '../bytes/media-error.ts';
import { configBox } from './sample-entry.ts';
import type { Track } from './track.ts';

/** What `trex` says of frames that say nothing themselves. */
export interface SampleDefaults { readonly duration: number; readonly size: number; readonly flags: number }

export interface InitSegment { readonly trackId: number; readonly track: Track; readonly defaults: SampleDefaults }

const videoHead = 78;
const audioHead = 28;

/** ISO/IEC 14496-12 §8.4.2: the times before the timescale are twice as long in version 1. */
function timescaleOf(mdia: Uint8Array): number {
  const { version, reader } = fullBox(bodyAt(mdia, 'mdhd'));
  reader.skip(version === 1 ? 16 : 8);
  const timescale = reader.u32();
  if (timescale === 0) throw new MediaError('malformed', 'The timescale of a track is 0.');
  return timescale;
}

function trackIdOf(trak: Uint8Array): number {
  const { version, reader } = fullBox(bodyAt(trak, 'tkhd'));
  reader.skip(version === 1 ? 16 : 8);
  return reader.u32();
}

/** The length of a descriptor: seven bits a byte, the highest says whether more follow. */
function descriptorLength(reader: ByteReader): number {
  let length = 0;
  for (let count = 0; count < 4; count++) {
    const byte = reader.u8();
    length = (length << 7) | (byte & 127);
    if (byte < 128) return length;
  }
  throw new MediaError('malformed', 'A descriptor in “esds” has no end to its length.');
}

/** The AudioSpecificConfig inside `esds`: ISO/IEC 14496-1 §7.2.6. */
function audioSpecificConfig(esds: Uint8Array): Uint8Array {
  const { reader } = fullBox(esds);
  const skips: Readonly<Record<number, number>> = { 3: 3, 4: 13 };
  while (reader.left > 0) {
    const tag = reader.u8();
    const length = descriptorLength(reader);
    if (tag === 5) return reader.bytes(length);
    reader.skip(skips[tag] ?? length);
  }
  throw new MediaError('missing', 'There is no AudioSpecificConfig in “esds”.');
}

function videoTrack(entry: Box, coding: 'avc1' | 'av01' | 'vp09', timescale: number): Track {
  const head = new ByteReader(entry.body);
  head.skip(24);
  const [width, height] = [head.u16(), head.u16()];
  head.skip(videoHead - head.at);
  const config = bodyAt(head.rest(), configBox[coding]);
  return { kind: 'video', coding, width, height, timescale, config: coding === 'vp09' ? fullBox(config).reader.rest() : config };
}

function audioTrack(entry: Box, coding: 'opus' | 'mp4a', timescale: number): Track {
  const head = new ByteReader(entry.body);
  head.skip(16);
  const channels = head.u16();
  head.skip(6);
  const sampleRate = head.u16();
  head.skip(audioHead - head.at);
  const config = bodyAt(head.rest(), configBox[coding]);
  return { kind: 'audio', coding, channels, sampleRate, timescale, config: coding === 'mp4a' ? audioSpecificConfig(config) : config };
}

/** By the type of the sample entry. `avc3` and `hev1`, whose configuration is in the frames, are not carried. */
const readers: Readonly<Record<string, (entry: Box, timescale: number) => Track>> = {
  avc1: (entry, timescale) => videoTrack(entry, 'avc1', timescale),
  av01: (entry, timescale) => videoTrack(entry, 'av01', timescale),
  vp09: (entry, timescale) => videoTrack(entry, 'vp09', timescale),
  Opus: (entry, timescale) => audioTrack(entry, 'opus', timescale),
  mp4a: (entry, timescale) => audioTrack(entry, 'mp4a', timescale),
};

function trackOf(mdia: Uint8Array): Track {
  const descriptions = bodyAt(mdia, 'minf/stbl/stsd');
  const { reader } = fullBox(descriptions);
  reader.skip(4);
  const [entry] = boxesIn(reader.rest());
  if (!entry) throw new MediaError('missing', 'The track has no sample description.');
  const read = Object.hasOwn(readers, entry.type) ? readers[entry.type] : undefined;
  if (!read) throw new MediaError('unsupported', `The codec “${entry.type}” is not carried. Known are ${Object.keys(readers).join(', ')}.`);
  return read(entry, timescaleOf(mdia));
}

function defaultsOf(moov: Uint8Array): SampleDefaults {
  const trex = findBox(findBox(moov, 'mvex')?.body ?? new Uint8Array(), 'trex');
  if (!trex) return { duration: 0, size: 0, flags: 0 };
  const { reader } = fullBox(trex.body);
  reader.skip(8);
  return { duration: reader.u32(), size: reader.u32(), flags: reader.u32() };
}

/**
 * Reads the init segment of one track, from whoever wrote it. Throws a `MediaError`: `unsupported` for a codec that is
 * not carried and for more than one track, which belong into a file each.
 */
export function readInit(bytes: Uint8Array): InitSegment {
  const moov = bodyAt(bytes, 'moov');
  const traks = [...boxesIn(moov)].filter(({ type }) => type === 'trak');
  const [trak] = traks;
  if (!trak) throw new MediaError('missing', 'The init segment has no track.');
  if (traks.length > 1) throw new MediaError('unsupported', 'The init segment has several tracks. Send each as a track of its own.');
  return { trackId: trackIdOf(trak.body), track: trackOf(bodyAt(trak.body, 'mdia')), defaults: defaultsOf(moov) };
}
