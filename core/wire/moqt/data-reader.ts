import { joined } from '../bytes/byte-writer.ts';
import { MediaError } from '../bytes/media-error.ts';
import type { Draft } from './codes.ts';
import { datagramBits, fetchStream, subgroupBits } from './data-writer.ts';
import { violation } from './moqt-error.ts';
import { statusOf, type Datagram, type FetchedObject, type MoqtObject, type ObjectStatus, type SubgroupHeader } from './objects.ts';
import { reading, WireReader } from './wire-reader.ts';

/** What came on a data stream. */
export type DataEvent =
  | { readonly type: 'subgroup'; readonly header: SubgroupHeader }
  | { readonly type: 'fetch'; readonly requestId: number }
  | { readonly type: 'object'; readonly object: MoqtObject }
  | { readonly type: 'fetched'; readonly object: FetchedObject };

export interface DataLimits {
  /** The largest object taken, in bytes. */
  readonly objectBytes: number;
  /** The most bytes of header extensions on one object. */
  readonly extensionBytes: number;
}

const usual: DataLimits = { objectBytes: 8 * 1024 * 1024, extensionBytes: 4096 };

function bodyOf(reader: WireReader, { objectBytes }: DataLimits, hasStatus = true): { payload: Uint8Array; status: ObjectStatus } {
  const length = reader.varint();
  if (length > objectBytes) throw violation(`An object of ${length} bytes; ${objectBytes} are the most.`);
  if (length > 0) return { payload: reader.bytes(length).slice(), status: 'normal' };
  return { payload: new Uint8Array(), status: hasStatus ? readStatus(reader) : 'normal' };
}

function readStatus(reader: WireReader): ObjectStatus {
  const code = reader.varint();
  const status = statusOf(code);
  if (!status) throw violation(`There is no object status ${code}.`);
  return status;
}

function extensionsOf(reader: WireReader, { extensionBytes }: DataLimits, empty: 'allowed' | 'refused'): { extensions?: Uint8Array } {
  const length = reader.varint();
  if (length > extensionBytes) throw violation(`Header extensions of ${length} bytes; ${extensionBytes} are the most.`);
  if (length === 0 && empty === 'refused') throw violation('A datagram announces header extensions and has none.');
  return length === 0 ? {} : { extensions: reader.bytes(length).slice() };
}

function withoutExtensions<Item extends MoqtObject>(object: Item): Item {
  if (object.extensions && object.status !== 'normal') throw violation('An object that is not there has header extensions.');
  return object;
}

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
  /** What has come and not been read; put together only when enough of it is there. */
  #chunks: Uint8Array[] = [];
  #length = 0;
  /** How many bytes there must be before another try is worth it. */
  #wanted = 1;
  #read: (reader: WireReader) => DataEvent;

  constructor(draft: Draft, limits: Partial<DataLimits> = {}) {
    this.#draft = draft;
    this.#limits = { ...usual, ...limits };
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
      this.#read = this.#draft === 14 ? (next) => this.#fetched14(next) : fetched16(this.#limits);
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

  #fetched14(reader: WireReader): DataEvent {
    const fields = { group: reader.varint(), subgroup: reader.varint(), object: reader.varint(), priority: reader.u8() };
    return { type: 'fetched', object: withoutExtensions({ ...fields, ...extensionsOf(reader, this.#limits, 'allowed'), ...bodyOf(reader, this.#limits) }) };
  }
}

/** Draft-16 §“Fetch Header”: what is as for the object before need not be said. */
function fetched16(limits: DataLimits): (reader: WireReader) => DataEvent {
  let last: FetchedObject | undefined;
  const before = (): FetchedObject => {
    if (!last) throw violation('The first object of a fetch refers to one before it.');
    return last;
  };
  return (reader) => {
    const flags = reader.varint();
    if (flags === 0x8c || flags === 0x10c) {
      const range: FetchedObject = { group: reader.varint(), object: reader.varint(), subgroup: 0, priority: 0, payload: new Uint8Array(), status: 'does-not-exist' };
      return { type: 'fetched', object: range };
    }
    if (flags >= 128) throw violation(`There are no serialization flags ${flags}.`);
    const group = flags & 0x08 ? reader.varint() : before().group;
    const mode = flags & 0x40 ? 0 : flags & 0x03;
    const subgroup = mode === 0 ? 0 : mode === 3 ? reader.varint() : before().subgroup + (mode - 1);
    const object = flags & 0x04 ? reader.varint() : before().object + 1;
    const priority = flags & 0x10 ? reader.u8() : before().priority;
    const extensions = flags & 0x20 ? extensionsOf(reader, limits, 'allowed') : {};
    const next: FetchedObject = { group, subgroup, object, priority, ...extensions, ...bodyOf(reader, limits, false) };
    last = next;
    return { type: 'fetched', object: next };
  };
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
    const extensions = type & datagramBits.extensions ? extensionsOf(reader, usual, 'refused') : {};
    const body = isStatus ? { status: readStatus(reader), payload: new Uint8Array() } : { status: 'normal' as const, payload: reader.rest().slice() };
    reader.end();
    return withoutExtensions({ trackAlias, group, object, ...priority, endOfGroup: (type & datagramBits.endOfGroup) !== 0, ...extensions, ...body });
  });
}

