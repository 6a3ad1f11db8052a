import type { Draft } from './codes.ts';
import { datagramBits, fetchStream, subgroupBits } from './data-bits.ts';
import { statusCode, type Datagram, type FetchedObject, type MoqtObject, type SubgroupHeader } from './objects.ts';
import { WireWriter } from './wire-writer.ts';

const usualPriority = 128;

/** The head of a subgroup stream. */
export function encodeSubgroupHeader({ trackAlias, group, subgroup, priority, extensions, endOfGroup }: SubgroupHeader, draft: Draft): Uint8Array {
  const byDefault = priority === undefined && draft === 16;
  const mode = subgroup === 'first' ? subgroupBits.firstObject : subgroup === 0 ? 0 : subgroupBits.explicit;
  const type = subgroupBits.base | mode | (extensions ? subgroupBits.extensions : 0) | (endOfGroup ? subgroupBits.endOfGroup : 0) | (byDefault ? subgroupBits.defaultPriority : 0);
  const writer = new WireWriter(40).varint(type).varint(trackAlias).varint(group);
  if (mode === subgroupBits.explicit) writer.varint(subgroup as number);
  if (!byDefault) writer.u8(priority ?? usualPriority);
  return writer.done();
}

/** What comes after an object’s ids: its extensions, length and status. */
function finishHead(writer: WireWriter, { payload, status, extensions }: MoqtObject, hasExtensions: boolean): WireWriter {
  if (hasExtensions) writer.block(extensions ?? new Uint8Array());
  writer.varint(payload.length);
  return payload.length === 0 ? writer.varint(statusCode(status)) : writer;
}

const objectHead = (capacity: number, object: MoqtObject, before: number | undefined, hasExtensions: boolean): WireWriter =>
  finishHead(new WireWriter(capacity).varint(object.object - (before ?? -1) - 1), object, hasExtensions);

/** The head of one object on a subgroup stream; its payload goes right behind, so that it is not copied. `before` is the id of the object sent before it there. */
export const encodeObjectHead = (object: MoqtObject, before: number | undefined, { extensions }: Pick<SubgroupHeader, 'extensions'>): Uint8Array =>
  objectHead(32, object, before, extensions).done();

/** Head and payload in one piece. */
export const encodeObject = (object: MoqtObject, before: number | undefined, { extensions }: Pick<SubgroupHeader, 'extensions'>): Uint8Array =>
  objectHead(32 + (object.extensions?.length ?? 0) + object.payload.length, object, before, extensions).bytes(object.payload).done();

export const encodeFetchHeader = (requestId: number): Uint8Array => new WireWriter(16).varint(fetchStream).varint(requestId).done();

/** The head of one object on a FETCH’s stream; its payload goes right behind. */
export function encodeFetchedHead(object: FetchedObject, draft: Draft): Uint8Array {
  const writer = new WireWriter(48);
  if (draft === 16) {
    // Everything is said of each, which every reader takes: subgroup, object, group, priority, and extensions where there are some.
    writer.varint(0x03 | 0x04 | 0x08 | 0x10 | (object.extensions ? 0x20 : 0)).varint(object.group).varint(object.subgroup).varint(object.object).u8(object.priority);
    if (object.extensions) writer.block(object.extensions);
    return writer.varint(object.payload.length).done();
  }
  writer.varint(object.group).varint(object.subgroup).varint(object.object).u8(object.priority);
  return finishHead(writer, object, true).done();
}

/** A whole datagram. */
export function encodeDatagram({ trackAlias, group, object, priority, endOfGroup, payload, status, extensions }: Datagram, draft: Draft): Uint8Array {
  const byDefault = priority === undefined && draft === 16;
  const isStatus = status !== 'normal';
  // In draft 14 a status always says which object it is of.
  const zero = object === 0 && !(isStatus && draft === 14);
  const type = (extensions ? datagramBits.extensions : 0) | (endOfGroup && !isStatus ? datagramBits.endOfGroup : 0) | (zero ? datagramBits.zeroObject : 0)
    | (byDefault ? datagramBits.defaultPriority : 0) | (isStatus ? datagramBits.status : 0);
  const writer = new WireWriter(32 + payload.length).varint(type).varint(trackAlias).varint(group);
  if (!zero) writer.varint(object);
  if (!byDefault) writer.u8(priority ?? usualPriority);
  if (extensions) writer.block(extensions);
  if (isStatus) writer.varint(statusCode(status));
  else writer.bytes(payload);
  return writer.done();
}
