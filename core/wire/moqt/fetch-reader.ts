import type { DataEvent, FetchReader } from './data-reader.ts';
import { violation } from './moqt-error.ts';
import { bodyOf, extensionsOf, withoutExtensions, type DataLimits } from './object-reader.ts';
import type { FetchedObject } from './objects.ts';
import type { WireReader } from './wire-reader.ts';

/** For who fetches. */
export const fetchReader: FetchReader = (draft, limits) => (draft === 14 ? fetched14(limits) : fetched16(limits));

const fetched14 = (limits: DataLimits) => (reader: WireReader): DataEvent => {
  const fields = { group: reader.varint(), subgroup: reader.varint(), object: reader.varint(), priority: reader.u8() };
  return { type: 'fetched', object: withoutExtensions({ ...fields, ...extensionsOf(reader, limits, 'allowed'), ...bodyOf(reader, limits) }) };
};

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
