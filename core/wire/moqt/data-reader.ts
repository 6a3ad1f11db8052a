import { joined } from '../bytes/byte-writer.ts';
import { MediaError } from '../bytes/media-error.ts';
import type { Draft } from './codes.ts';
import { datagramBits, fetchStream, subgroupBits } from './data-bits.ts';
import { violation } from './moqt-error.ts';
import { bodyOf, extensionsOf, readStatus, usualLimits, withoutExtensions, type DataLimits } from './object-reader.ts';
import type { Datagram, FetchedObject, MoqtObject, SubgroupHeader } from './objects.ts';
import { reading, WireReader } from './wire-reader.ts';

/** What came on a data stream. */
export type DataEvent =
  | { readonly type: 'subgroup'; readonly header: SubgroupHeader }
  | { readonly type: 'fetch'; readonly requestId: number }
  | { readonly type: 'object'; readonly object: MoqtObject }
  | { readonly type: 'fetched'; readonly object: FetchedObject };

/** Reads the objects of one stream that answers a FETCH, one each time. */
export type FetchReader = (draft: Draft, limits: DataLimits) => (reader: WireReader) => DataEvent;

/** For who fetches nothing. */
const noFetches: FetchReader = () => () => {
  throw violation('Nothing was fetched.');
};

/** Which bits the type of a subgroup stream may have. */
function subgroupHeader(reader: WireReader, type: number, draft: Draft): SubgroupHeader {
  const known = subgroupBits.base | 0x0f | (draft === 16 ? subgroupBits.defaultPriority : 0);
  const both = subgroupBits.explicit | subgroupBits.firstObject;
  if ((type & ~known) !== 0 || (type & subgroupBits.base) === 0 || (type & both) === both) throw violation(`There is no stream type ${type}.`);
  const [trackAlias, group] = [reader.varint(), reader.varint()];
  const subgroup = type & subgroupBits.explicit ? reader.varint() : type & subgroupBits.firstObject ? 'first' : 0;
  return {
    trackAlias, group, subgroup, ...(type & subgroupBits.defaultPriority ? {} : { priority: reader.u8() }),
    extensions: (type & subgroupBits.extensions) !== 0, endOfGroup: (type & subgroupBits.endOfGroup) !== 0,
  };
}

/** What comes out of the bytes of one data stream, in pieces of any size: first its head, then objects, each whole. */
export class DataDecoder {
  readonly #draft: Draft;
  readonly #limits: DataLimits;
  readonly #fetches: FetchReader;
  /** What has come and not been read; put together only when enough of it is there. */
  #chunks: Uint8Array[] = [];
  #length = 0;
  /** How many bytes there must be before another try is worth it. */
  #wanted = 1;
  #read: (reader: WireReader) => DataEvent;

  constructor(draft: Draft, fetches = noFetches, limits: Partial<DataLimits> = {}) {
    this.#draft = draft;
    this.#fetches = fetches;
    this.#limits = { ...usualLimits, ...limits };
    this.#read = (reader) => this.#head(reader);
  }

  /** What is whole now. Throws a `MoqtError`; nothing may be pushed after that. */
  push(bytes: Uint8Array): DataEvent[] {
    this.feed(bytes);
    const events: DataEvent[] = [];
    for (let event = this.next(); event; event = this.next()) events.push(event);
    return events;
  }

  /** Takes bytes that `next` is to read: many small objects take more memory read than unread. */
  feed(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Bytes that are not read yet. */
  get held(): number {
    return this.#length;
  }

  /** Call when the stream has ended: in the middle of an object that is a violation. */
  end(): void {
    if (this.#length > 0) throw violation('A stream ends in the middle of an object.');
  }

  /** The next of what is whole. Throws a `MoqtError`; nothing may be read after that. */
  next(): DataEvent | undefined {
    if (this.#length < this.#wanted) return undefined;
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : joined(this.#chunks);
    this.#chunks = [bytes];
    const reader = new WireReader(bytes);
    try {
      const event = this.#read(reader);
      this.#length = reader.left;
      this.#chunks = this.#length > 0 ? [bytes.subarray(reader.at)] : [];
      this.#wanted = 1;
      return event;
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      // Not all there yet. Where the payload is what is missing, its length says how much is.
      this.#wanted = Math.max(this.#length + 1, reader.short);
      return undefined;
    }
  }

  #head(reader: WireReader): DataEvent {
    const type = reader.varint();
    if (type === fetchStream) {
      const requestId = reader.varint();
      this.#read = this.#fetches(this.#draft, this.#limits);
      return { type: 'fetch', requestId };
    }
    const header = subgroupHeader(reader, type, this.#draft);
    let before: number | undefined;
    this.#read = (next) => {
      const delta = next.varint();
      const object = before === undefined ? delta : before + 1 + delta;
      const extensions = header.extensions ? extensionsOf(next, this.#limits, 'allowed') : {};
      const event: DataEvent = { type: 'object', object: withoutExtensions({ object, ...extensions, ...bodyOf(next, this.#limits) }) };
      before = object;
      return event;
    };
    return { type: 'subgroup', header };
  }
}

/** Reads a whole datagram. Throws a `MoqtError`. */
export function readDatagram(bytes: Uint8Array, draft: Draft): Datagram {
  return reading(() => {
    const reader = new WireReader(bytes);
    const type = reader.varint();
    const known = 0x07 | datagramBits.status | (draft === 16 ? datagramBits.defaultPriority : 0);
    const isStatus = (type & datagramBits.status) !== 0;
    const forbidden = isStatus ? datagramBits.endOfGroup | (draft === 14 ? datagramBits.zeroObject : 0) : 0;
    if ((type & ~known) !== 0 || (type & forbidden) !== 0) throw violation(`There is no datagram type ${type}.`);
    const [trackAlias, group] = [reader.varint(), reader.varint()];
    const object = type & datagramBits.zeroObject ? 0 : reader.varint();
    const priority = type & datagramBits.defaultPriority ? {} : { priority: reader.u8() };
    const extensions = type & datagramBits.extensions ? extensionsOf(reader, usualLimits, 'refused') : {};
    const body = isStatus ? { status: readStatus(reader), payload: new Uint8Array() } : { status: 'normal' as const, payload: reader.rest().slice() };
    reader.end();
    return withoutExtensions({ trackAlias, group, object, ...priority, endOfGroup: (type & datagramBits.endOfGroup) !== 0, ...extensions, ...body });
  });
}
