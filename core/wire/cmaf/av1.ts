import { BitReader } from '../bytes/bit-reader.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { joined } from '../bytes/byte-writer.ts';
import { MediaError } from '../bytes/media-error.ts';

/** AV1 §6.2.2. */
const sequenceHeader = 1;

/** §4.10.5: seven bits a byte, the lowest first. */
function leb128(reader: ByteReader): number {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = reader.u8();
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return value;
  }
  throw new MediaError('malformed', 'An OBU has a length without an end.');
}

/** The body of the first sequence header in a temporal unit (§5.3). */
function sequenceHeaderOf(unit: Uint8Array): Uint8Array {
  const reader = new ByteReader(unit);
  while (reader.left > 0) {
    const head = reader.u8();
    if (head & 4) reader.skip(1);
    const body = reader.bytes(head & 2 ? leb128(reader) : reader.left);
    if (((head >> 3) & 15) === sequenceHeader) return body;
  }
  throw new MediaError('missing', 'There is no sequence header in the keyframe.');
}

export interface Av1Sequence {
  readonly profile: number;
  readonly level: number;
  readonly tier: number;
  readonly highBitDepth: number;
  readonly twelveBit: number;
  readonly monochrome: number;
  readonly subsamplingX: number;
  readonly subsamplingY: number;
  readonly chromaPosition: number;
  /** In px. */
  readonly width: number;
  readonly height: number;
}

interface OperatingPoint { readonly level: number; readonly tier: number }

function timingOf(bits: BitReader): { readonly decoderModel: boolean; readonly delayBits: number } {
  if (bits.bit() === 0) return { decoderModel: false, delayBits: 0 };
  bits.skip(64);
  if (bits.bit()) bits.uvlc();
  if (bits.bit() === 0) return { decoderModel: false, delayBits: 0 };
  const delayBits = bits.bits(5) + 1;
  bits.skip(32 + 5 + 5);
  return { decoderModel: true, delayBits };
}

/** The first of the operating points, which is what players are told of. */
function operatingPoints(bits: BitReader): OperatingPoint {
  const { decoderModel, delayBits } = timingOf(bits);
  const initialDelay = bits.bit();
  const count = bits.bits(5) + 1;
  const points = Array.from({ length: count }, (): OperatingPoint => {
    bits.skip(12);
    const level = bits.bits(5);
    const tier = level > 7 ? bits.bit() : 0;
    if (decoderModel && bits.bit()) bits.skip(2 * delayBits + 1);
    if (initialDelay && bits.bit()) bits.skip(4);
    return { level, tier };
  });
  return points[0]!;
}

function skipTools(bits: BitReader, reduced: boolean): void {
  // Superblocks, filter intra, intra edges.
  bits.skip(3);
  if (!reduced) {
    // Interintra and masked compounds, warped motion, dual filter.
    bits.skip(4);
    const orderHint = bits.bit();
    if (orderHint) bits.skip(2);
    const screenTools = bits.bit() ? 2 : bits.bit();
    if (screenTools > 0 && bits.bit() === 0) bits.skip(1);
    if (orderHint) bits.skip(3);
  }
  // Super resolution, CDEF, restoration.
  bits.skip(3);
}

type Colour = Pick<Av1Sequence, 'highBitDepth' | 'twelveBit' | 'monochrome' | 'subsamplingX' | 'subsamplingY' | 'chromaPosition'>;

/** §5.5.2. */
function colourOf(bits: BitReader, profile: number): Colour {
  const highBitDepth = bits.bit();
  const twelveBit = profile === 2 && highBitDepth ? bits.bit() : 0;
  const monochrome = profile === 1 ? 0 : bits.bit();
  const [primaries, transfer, matrix] = bits.bit() ? [bits.bits(8), bits.bits(8), bits.bits(8)] : [2, 2, 2];
  if (monochrome) return { highBitDepth, twelveBit, monochrome, subsamplingX: 1, subsamplingY: 1, chromaPosition: 0 };
  // sRGB is never subsampled.
  if (primaries === 1 && transfer === 13 && matrix === 0) return { highBitDepth, twelveBit, monochrome, subsamplingX: 0, subsamplingY: 0, chromaPosition: 0 };
  bits.skip(1);
  const subsamplingX = profile === 0 ? 1 : profile === 1 ? 0 : twelveBit ? bits.bit() : 1;
  const subsamplingY = profile === 0 ? 1 : profile === 2 && twelveBit && subsamplingX ? bits.bit() : 0;
  return { highBitDepth, twelveBit, monochrome, subsamplingX, subsamplingY, chromaPosition: subsamplingX && subsamplingY ? bits.bits(2) : 0 };
}

/** Reads the sequence header of a keyframe (§5.5). Throws a `MediaError`. */
export function readAv1Sequence(keyframe: Uint8Array): Av1Sequence {
  const bits = new BitReader(sequenceHeaderOf(keyframe));
  const profile = bits.bits(3);
  bits.skip(1);
  const reduced = bits.bit() === 1;
  const { level, tier } = reduced ? { level: bits.bits(5), tier: 0 } : operatingPoints(bits);
  const [widthBits, heightBits] = [bits.bits(4) + 1, bits.bits(4) + 1];
  const [width, height] = [bits.bits(widthBits) + 1, bits.bits(heightBits) + 1];
  if (!reduced && bits.bit()) bits.skip(7);
  skipTools(bits, reduced);
  return { profile, level, tier, width, height, ...colourOf(bits, profile) };
}

/** The `av1C` record (AV1 in ISOBMFF §2.3) for a stream that begins with this keyframe. Throws a `MediaError`. */
export function av1Config(keyframe: Uint8Array): Uint8Array {
  const { profile, level, tier, highBitDepth, twelveBit, monochrome, subsamplingX, subsamplingY, chromaPosition } = readAv1Sequence(keyframe);
  const header = sequenceHeaderOf(keyframe);
  const flags = (tier << 7) | (highBitDepth << 6) | (twelveBit << 5) | (monochrome << 4) | (subsamplingX << 3) | (subsamplingY << 2) | chromaPosition;
  // The header again, as an OBU that has a length of its own.
  if (header.length > 127) throw new MediaError('unsupported', 'A sequence header of more than 127 bytes.');
  return joined([Uint8Array.of(0x81, (profile << 5) | level, flags, 0, (sequenceHeader << 3) | 2, header.length), header]);
}
