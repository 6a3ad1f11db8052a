import { BitReader } from '../bytes/bit-reader.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { MediaError } from '../bytes/media-error.ts';

/** ITU-T H.264 table 7-1, as far as it matters to those who carry it. */
export const nalType = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;

export const nalTypeOf = (nal: Uint8Array): number => (nal[0] ?? 0) & 31;

/** What a sequence parameter set says of the picture, in px. */
export interface SequenceParameters { readonly profile: number; readonly constraints: number; readonly level: number; readonly width: number; readonly height: number }

/** Profiles whose parameter sets say how colours are sampled: §7.3.2.1.1. */
const highProfiles: ReadonlySet<number> = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Takes out the bytes that keep a start code from appearing by chance: §7.4.1. */
function unescape(nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(nal.length);
  let length = 0;
  let zeros = 0;
  for (const byte of nal) {
    const escape = zeros >= 2 && byte === 3;
    zeros = byte === 0 ? zeros + 1 : 0;
    if (!escape) out[length++] = byte;
  }
  return out.subarray(0, length);
}

function skipScalingLists(bits: BitReader, count: number): void {
  for (let list = 0; list < count; list++) {
    if (bits.bit() === 0) continue;
    let [last, next] = [8, 8];
    for (let index = 0; index < (list < 6 ? 16 : 64) && next !== 0; index++) {
      next = (last + bits.se() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

interface Sampling { readonly format: number; readonly lumaDepth: number; readonly chromaDepth: number }

/** How colours are sampled; 4:2:0 of 8 bits where the profile leaves no choice. */
function samplingOf(bits: BitReader, profile: number): Sampling {
  if (!highProfiles.has(profile)) return { format: 1, lumaDepth: 8, chromaDepth: 8 };
  const format = bits.ue();
  if (format === 3) bits.skip(1);
  const [lumaDepth, chromaDepth] = [8 + bits.ue(), 8 + bits.ue()];
  bits.skip(1);
  if (bits.bit()) skipScalingLists(bits, format === 3 ? 12 : 8);
  return { format, lumaDepth, chromaDepth };
}

function skipOrderCount(bits: BitReader): void {
  const type = bits.ue();
  if (type === 0) bits.ue();
  if (type !== 1) return;
  bits.skip(1);
  bits.se();
  bits.se();
  const cycle = bits.ue();
  if (cycle > 255) throw new MediaError('malformed', 'A sequence parameter set counts its pictures in too long a cycle.');
  for (let index = 0; index < cycle; index++) bits.se();
}

/** Reads a sequence parameter set (§7.3.2.1.1). Throws a `MediaError`. */
export function readSps(nal: Uint8Array): SequenceParameters & Sampling {
  if (nalTypeOf(nal) !== nalType.sps) throw new MediaError('malformed', 'That is no sequence parameter set.');
  const bits = new BitReader(unescape(nal).subarray(1));
  const [profile, constraints, level] = [bits.bits(8), bits.bits(8), bits.bits(8)];
  bits.ue();
  const sampling = samplingOf(bits, profile);
  bits.ue();
  skipOrderCount(bits);
  bits.ue();
  bits.skip(1);
  const [columns, rows] = [bits.ue() + 1, bits.ue() + 1];
  const frames = bits.bit();
  if (!frames) bits.skip(1);
  bits.skip(1);
  const [left, right, top, bottom] = bits.bit() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  // Cropping counts in units of what colour is sampled by.
  const unitX = sampling.format === 1 || sampling.format === 2 ? 2 : 1;
  const unitY = (sampling.format === 1 ? 2 : 1) * (frames ? 1 : 2);
  const width = columns * 16 - (left + right) * unitX;
  const height = rows * 16 * (frames ? 1 : 2) - (top + bottom) * unitY;
  if (width <= 0 || height <= 0) throw new MediaError('malformed', 'A sequence parameter set crops the whole picture away.');
  return { profile, constraints, level, width, height, ...sampling };
}

/** The `avcC` record of one pair of parameter sets (ISO/IEC 14496-15 §5.3.3.1), with lengths of four bytes. */
export function avcConfig(sps: Uint8Array, pps: Uint8Array): Uint8Array {
  const { profile, constraints, level, format, lumaDepth, chromaDepth } = readSps(sps);
  const writer = new ByteWriter(16 + sps.length + pps.length);
  writer.u8(1, profile, constraints, level, 0xff, 0xe1).u16(sps.length).bytes(sps).u8(1).u16(pps.length).bytes(pps);
  if (profile === 100 || profile === 110 || profile === 122 || profile === 144) writer.u8(0xfc | format, 0xf8 | (lumaDepth - 8), 0xf8 | (chromaDepth - 8), 0);
  return writer.done();
}

/** The parameter sets in an `avcC` record. Throws a `MediaError`. */
export function readAvcConfig(config: Uint8Array): { readonly sps: readonly Uint8Array[]; readonly pps: readonly Uint8Array[]; readonly lengthSize: number } {
  const reader = new ByteReader(config);
  if (reader.u8() !== 1) throw new MediaError('unsupported', 'An “avcC” record of a version other than 1.');
  reader.skip(3);
  const lengthSize = (reader.u8() & 3) + 1;
  const sets = (count: number): Uint8Array[] => Array.from({ length: count }, () => reader.bytes(reader.u16()));
  const sps = sets(reader.u8() & 31);
  const pps = sets(reader.u8());
  return { sps, pps, lengthSize };
}

/** A frame as MP4 holds it: each NAL unit after its length of four bytes. */
export function lengthPrefixed(nals: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(nals.reduce((total, { length }) => total + 4 + length, 0));
  const view = new DataView(frame.buffer);
  let at = 0;
  for (const nal of nals) {
    view.setUint32(at, nal.length);
    frame.set(nal, at + 4);
    at += 4 + nal.length;
  }
  return frame;
}

/** The NAL units of a frame as MP4 holds it, as views. Throws a `MediaError`. */
export function nalsOf(frame: Uint8Array, lengthSize = 4): Uint8Array[] {
  const reader = new ByteReader(frame);
  const nals: Uint8Array[] = [];
  while (reader.left > 0) {
    let length = 0;
    for (let byte = 0; byte < lengthSize; byte++) length = length * 256 + reader.u8();
    nals.push(reader.bytes(length));
  }
  return nals;
}

/** The NAL units of a byte stream with start codes (§B.1), as views. */
export function nalsOfStream(stream: Uint8Array): Uint8Array[] {
  const starts: { readonly code: number; readonly nal: number }[] = [];
  for (let at = stream.indexOf(1, 2); at >= 0; at = stream.indexOf(1, at + 1)) {
    if (stream[at - 1] === 0 && stream[at - 2] === 0) starts.push({ code: at - 2, nal: at + 1 });
  }
  return starts.flatMap(({ nal }, index) => {
    let end = starts[index + 1]?.code ?? stream.length;
    // Zeros before a start code belong to it.
    while (end > nal && stream[end - 1] === 0) end -= 1;
    return end > nal ? [stream.subarray(nal, end)] : [];
  });
}
