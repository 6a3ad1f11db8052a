const text = new TextEncoder();

/** Bytes in network order, one after the other, in a buffer that grows. Boxes nest and learn their sizes by themselves. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  protected view: DataView;
  #length = 0;

  /** `capacity` in bytes: what is expected to fit without growing. */
  constructor(capacity = 512) {
    this.#bytes = new Uint8Array(capacity);
    this.view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  u8(...values: readonly number[]): this {
    const at = this.room(values.length);
    this.#bytes.set(values, at);
    return this;
  }

  u16(value: number): this {
    const at = this.room(2);
    this.view.setUint16(at, value);
    return this;
  }

  u24(value: number): this {
    return this.u8((value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  }

  u32(value: number): this {
    const at = this.room(4);
    this.view.setUint32(at, value);
    return this;
  }

  i32(value: number): this {
    const at = this.room(4);
    this.view.setInt32(at, value);
    return this;
  }

  /** Whole numbers up to 2^53. */
  u64(value: number | bigint): this {
    const at = this.room(8);
    this.view.setBigUint64(at, BigInt(value));
    return this;
  }

  /** ASCII, as box types and handler names are. */
  ascii(value: string): this {
    return this.bytes(text.encode(value));
  }

  bytes(value: Uint8Array): this {
    const at = this.room(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  zeros(count: number): this {
    this.room(count);
    return this;
  }

  /** ISO/IEC 14496-12 §4.2: size and type, then what `fill` writes. */
  box(type: string, fill: (writer: this) => void): this {
    const start = this.room(4);
    this.ascii(type);
    fill(this);
    this.view.setUint32(start, this.#length - start);
    return this;
  }

  /** A box with a version and flags. */
  fullBox(type: string, version: number, flags: number, fill: (writer: this) => void): this {
    return this.box(type, () => {
      this.u8(version).u24(flags);
      fill(this);
    });
  }

  /** Sets a number that could not be known when its place was written. */
  patchU32(at: number, value: number): void {
    this.view.setUint32(at, value);
  }

  /** What was written, without a copy: the writer must not be used after this. */
  done(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room and returns where it starts. Call it before the buffer is named: it may be another one then. */
  protected room(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return start;
  }
}

/** One piece out of many, in their order. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
