import { ByteReader } from '../bytes/byte-reader.ts';
import { MediaError } from '../bytes/media-error.ts';

/** A packet of RFC 3550 §5.1. `payload` and the extensions are views, not copies. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits, wrapping. */
  readonly sequence: number;
  /** 32 bits, wrapping, in units of the payload's clock. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** Without its padding; empty in packets that only probe the network. */
  readonly payload: Uint8Array;
  /** Header extensions by their id. */
  readonly extensions: ReadonlyMap<number, Uint8Array>;
}

/** RFC 8285: ids and lengths of four bits each, or, with `0x100` in front, of a byte each. */
const oneByteForm = 0xbede;
const twoByteForm = 0x100;

function readExtensions(profile: number, body: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  const isOneByte = profile === oneByteForm;
  if (!isOneByte && profile >> 4 !== twoByteForm) return found;
  const reader = new ByteReader(body);
  while (reader.left > 0) {
    const head = reader.u8();
    if (head === 0) continue;
    const id = isOneByte ? head >> 4 : head;
    if (isOneByte && id === 15) break;
    const length = isOneByte ? (head & 15) + 1 : reader.u8();
    found.set(id, reader.bytes(length));
  }
  return found;
}

function unpadded(payload: Uint8Array, padded: boolean): Uint8Array {
  if (!padded) return payload;
  const padding = payload.at(-1) ?? 0;
  if (padding === 0 || padding > payload.length) throw new MediaError('malformed', 'An RTP packet has more padding than payload.');
  return payload.subarray(0, payload.length - padding);
}

/** Reads one packet. Throws a `MediaError`. */
export function readRtp(bytes: Uint8Array): RtpPacket {
  const reader = new ByteReader(bytes);
  const first = reader.u8();
  if (first >> 6 !== 2) throw new MediaError('malformed', 'That is no RTP packet of version 2.');
  const second = reader.u8();
  const [sequence, timestamp, ssrc] = [reader.u16(), reader.u32(), reader.u32()];
  reader.skip(4 * (first & 15));
  const extended = (first & 0x10) !== 0;
  const profile = extended ? reader.u16() : 0;
  const extensions = extended ? readExtensions(profile, reader.bytes(4 * reader.u16())) : new Map<number, Uint8Array>();
  return { payloadType: second & 127, marker: second >= 128, sequence, timestamp, ssrc, extensions, payload: unpadded(reader.rest(), (first & 0x20) !== 0) };
}
