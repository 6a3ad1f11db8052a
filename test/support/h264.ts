/** Bits of a video header, written by rules of its own, so that a reader's mistakes are not repeated. */
export class BitWriter {
  readonly #bits: number[] = [];

  bits(value: number, count: number): this {
    for (let index = count - 1; index >= 0; index--) this.#bits.push(Math.floor(value / 2 ** index) % 2);
    return this;
  }

  ue(value: number): this {
    const digits = (value + 1).toString(2);
    return this.bits(0, digits.length - 1).bits(value + 1, digits.length);
  }

  se(value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** With the stop bit of H.264 §7.3.2.11, filled up to a whole byte. */
  done(): Uint8Array {
    const bits = [...this.#bits, 1];
    while (bits.length % 8 !== 0) bits.push(0);
    return Uint8Array.from({ length: bits.length / 8 }, (_, byte) => Number.parseInt(bits.slice(8 * byte, 8 * byte + 8).join(''), 2));
  }
}

/** Puts in the bytes that keep a start code from appearing by chance. */
function escaped(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return Uint8Array.from(out);
}

export interface SpsOptions { readonly profile?: number; readonly level?: number; readonly columns?: number; readonly rows?: number; readonly cropRight?: number; readonly cropBottom?: number; readonly orderCount?: 0 | 1 | 2; readonly format?: number }

/** A sequence parameter set of `columns` × `rows` blocks of 16 px. */
export function spsNal({ profile = 66, level = 31, columns = 20, rows = 12, cropRight = 0, cropBottom = 6, orderCount = 2, format = 1 }: SpsOptions = {}): Uint8Array {
  const writer = new BitWriter().bits(profile, 8).bits(0xc0, 8).bits(level, 8).ue(0);
  if (profile === 100) writer.ue(format).ue(0).ue(0).bits(0, 2);
  writer.ue(4).ue(orderCount);
  if (orderCount === 0) writer.ue(2);
  if (orderCount === 1) writer.bits(0, 1).se(-3).se(4).ue(2).se(1).se(-1);
  writer.ue(1).bits(0, 1).ue(columns - 1).ue(rows - 1).bits(1, 1).bits(1, 1);
  if (cropRight || cropBottom) writer.bits(1, 1).ue(0).ue(cropRight).ue(0).ue(cropBottom);
  else writer.bits(0, 1);
  return Uint8Array.of(0x67, ...escaped(writer.bits(0, 1).done()));
}

export const ppsNal: Uint8Array = Uint8Array.of(0x68, 0xce, 0x3c, 0x80);

/** A unit of a type, of so many bytes that tell one from another. */
export const nalOf = (type: number, size: number, seed = 1): Uint8Array => Uint8Array.from({ length: size }, (_, index) => (index === 0 ? 0x60 | type : (seed + index * 7) % 251));
