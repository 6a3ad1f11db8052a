import { MediaError } from './media-error.ts';

/** Reads numbers in network order; whatever is not there throws `truncated`, so that callers need no bounds of their own. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #short = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  /** After a `truncated`: how many bytes there must be in all for the read that failed. */
  get short(): number {
    return this.#short;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.skip(1));
  }

  u16(): number {
    return this.#view.getUint16(this.skip(2));
  }

  u24(): number {
    return (this.u8() << 16) | this.u16();
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4));
  }

  i32(): number {
    return this.#view.getInt32(this.skip(4));
  }

  /** Throws `unsupported` above 2^53, which no time or size of ours reaches. */
  u64(): number {
    const value = this.#view.getBigUint64(this.skip(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new MediaError('unsupported', 'A 64-bit number is larger than 2^53.');
    return Number(value);
  }

  ascii(count: number): string {
    return String.fromCharCode(...this.bytes(count));
  }

  /** A view of the next `count` bytes, not a copy. */
  bytes(count: number): Uint8Array {
    const start = this.skip(count);
    return this.#bytes.subarray(start, start + count);
  }

  rest(): Uint8Array {
    return this.bytes(this.left);
  }

  /** Goes back by `count` bytes that were read. */
  back(count: number): void {
    this.#at -= Math.min(count, this.#at);
  }

  /** Moves on by `count` bytes and returns where they start. */
  skip(count: number): number {
    if (count > this.left) {
      this.#short = this.#at + count;
      throw new MediaError('truncated', `${count} more bytes were announced, and ${this.left} are there.`);
    }
    const start = this.#at;
    this.#at += count;
    return start;
  }
}
