/** The few shapes of DER (X.690) that a certificate is written in. */

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

/** A part of an object identifier in base 128, all bytes but the last marked. */
function base128(part: number): number[] {
  const bytes = [part & 0x7f];
  for (let rest = part >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

export const der = {
  sequence: (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts),
  /** Big-endian and not negative. */
  integer: (bytes: Uint8Array) => tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes),
  true: () => tagged(0x01, Buffer.from([0xff])),
  oid(dotted: string) {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
    return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
  },
  utf8: (text: string) => tagged(0x0c, Buffer.from(text)),
  octets: (...parts: readonly Uint8Array[]) => tagged(0x04, ...parts),
  /** @param unused bits at the end that count for nothing */
  bits: (bytes: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), bytes),
  /** RFC 5280 §4.1.2.5: two digits of the year until 2049, four from then on. */
  time(ms: number) {
    const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
    return Number(text.slice(0, 4)) < 2050 ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text));
  },
  /** `[number]` holding whole values (`constructed`) or bytes of its own. */
  context: (number: number, content: Uint8Array, constructed = true) => tagged((constructed ? 0xa0 : 0x80) | number, content),
} as const;
