import { MediaError } from './media-error.ts';

/** Bit by bit, the highest first, with the variable-length codes of video headers. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new MediaError('truncated', 'A video header ends too early.');
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }

  /** Up to 32 bits as one number. */
  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) value = value * 2 + this.bit();
    return value;
  }

  skip(count: number): void {
    for (let index = 0; index < count; index++) this.bit();
  }

  /** Exp-Golomb, unsigned: ITU-T H.264 §9.1. */
  ue(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros > 32) throw new MediaError('malformed', 'A video header has a number that is too long.');
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Exp-Golomb, signed. */
  se(): number {
    const value = this.ue();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }

  /** AV1 §4.10.3. */
  uvlc(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros >= 32) throw new MediaError('malformed', 'A video header has a number that is too long.');
    }
    return this.bits(zeros) + 2 ** zeros - 1;
  }
}
