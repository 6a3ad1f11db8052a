import { ByteReader } from '../bytes/byte-reader.ts';
import { MediaError } from '../bytes/media-error.ts';

/** One box of ISO/IEC 14496-12 §4.2: views into the bytes it was read from, not copies. */
export interface Box {
  readonly type: string;
  /** What the box holds, after its size and type. */
  readonly body: Uint8Array;
  /** Where the box starts in the bytes that were given. */
  readonly start: number;
  /** Its whole size in bytes. */
  readonly size: number;
}

/** The boxes in `bytes`, one after the other. Throws `truncated` or `malformed` at the first that does not fit. */
export function* boxesIn(bytes: Uint8Array): Generator<Box> {
  const reader = new ByteReader(bytes);
  while (reader.left > 0) {
    const start = reader.at;
    const short = reader.u32();
    const type = reader.ascii(4);
    // Size 1: the size is 64 bits, after the type. Size 0: to the end.
    const size = short === 1 ? reader.u64() : short === 0 ? bytes.length - start : short;
    const head = reader.at - start;
    if (size < head) throw new MediaError('malformed', `A box “${type}” of ${size} bytes is smaller than its own head.`);
    yield { type, body: reader.bytes(size - head), start, size };
  }
}

export function findBox(bytes: Uint8Array, type: string): Box | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box;
  return undefined;
}

/** The body of the box at the end of a path, such as `moov/trak/mdia`. Throws `missing`, naming the first that is not there. */
export function bodyAt(bytes: Uint8Array, path: string): Uint8Array {
  let body = bytes;
  for (const type of path.split('/')) {
    const box = findBox(body, type);
    if (!box) throw new MediaError('missing', `There is no box “${type}” on the way to ${path}.`);
    body = box.body;
  }
  return body;
}

export interface FullBox { readonly version: number; readonly flags: number; readonly reader: ByteReader }

/** The head of a box that has a version and flags. */
export function fullBox(body: Uint8Array): FullBox {
  const reader = new ByteReader(body);
  return { version: reader.u8(), flags: reader.u24(), reader };
}
