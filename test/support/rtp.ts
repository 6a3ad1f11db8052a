export interface PacketOptions { readonly sequence: number; readonly timestamp?: number; readonly marker?: boolean; readonly payload?: Uint8Array; readonly extension?: Uint8Array; readonly profile?: number; readonly padding?: number; readonly sources?: number }

/** The bytes of an RTP packet. */
export function rtpBytes({ sequence, timestamp = 0, marker = false, payload = new Uint8Array(), extension, profile = 0xbede, padding = 0, sources = 0 }: PacketOptions): Uint8Array {
  const head = new DataView(new ArrayBuffer(12 + 4 * sources));
  head.setUint8(0, 0x80 | (padding ? 0x20 : 0) | (extension ? 0x10 : 0) | sources);
  head.setUint8(1, (marker ? 0x80 : 0) | 102);
  head.setUint16(2, sequence % 65_536);
  head.setUint32(4, timestamp % 2 ** 32);
  head.setUint32(8, 0xcafe);
  const more = extension ? [profile >> 8, profile & 255, 0, extension.length / 4, ...extension] : [];
  const fill = padding ? [...new Uint8Array(padding - 1), padding] : [];
  return Uint8Array.of(...new Uint8Array(head.buffer), ...more, ...payload, ...fill);
}

/** The pieces that a unit is cut into: RFC 6184 §5.8. */
export function fragmentsOf(nal: Uint8Array, size: number): Uint8Array[] {
  const [head = 0, ...body] = nal;
  const count = Math.ceil(body.length / size);
  return Array.from({ length: count }, (_, index) => {
    const flags = (index === 0 ? 0x80 : 0) | (index === count - 1 ? 0x40 : 0);
    return Uint8Array.of((head & 0xe0) | 28, flags | (head & 31), ...body.slice(index * size, (index + 1) * size));
  });
}

/** Several units in one packet: RFC 6184 §5.7.1. */
export const aggregateOf = (...nals: readonly Uint8Array[]): Uint8Array => Uint8Array.of(0x78, ...nals.flatMap((nal) => [nal.length >> 8, nal.length & 255, ...nal]));
