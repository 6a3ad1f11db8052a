import { violation } from './moqt-error.ts';
import { statusOf, type MoqtObject, type ObjectStatus } from './objects.ts';
import type { WireReader } from './wire-reader.ts';

export interface DataLimits {
  /** The largest object taken, in bytes. */
  readonly objectBytes: number;
  /** The most bytes of header extensions on one object. */
  readonly extensionBytes: number;
}

export const usualLimits: DataLimits = { objectBytes: 8 * 1024 * 1024, extensionBytes: 4096 };

/** What ends every object: its length, then its payload or, where there is none, its status. */
export function bodyOf(reader: WireReader, { objectBytes }: DataLimits, hasStatus = true): { payload: Uint8Array; status: ObjectStatus } {
  const length = reader.varint();
  if (length > objectBytes) throw violation(`An object of ${length} bytes; ${objectBytes} are the most.`);
  if (length > 0) return { payload: reader.bytes(length).slice(), status: 'normal' };
  return { payload: new Uint8Array(), status: hasStatus ? readStatus(reader) : 'normal' };
}

export function readStatus(reader: WireReader): ObjectStatus {
  const code = reader.varint();
  const status = statusOf(code);
  if (!status) throw violation(`There is no object status ${code}.`);
  return status;
}

export function extensionsOf(reader: WireReader, { extensionBytes }: DataLimits, empty: 'allowed' | 'refused'): { extensions?: Uint8Array } {
  const length = reader.varint();
  if (length > extensionBytes) throw violation(`Header extensions of ${length} bytes; ${extensionBytes} are the most.`);
  if (length === 0 && empty === 'refused') throw violation('A datagram announces header extensions and has none.');
  return length === 0 ? {} : { extensions: reader.bytes(length).slice() };
}

/** Refuses what only an object that is there may have. */
export function withoutExtensions<Item extends MoqtObject>(object: Item): Item {
  if (object.extensions && object.status !== 'normal') throw violation('An object that is not there has header extensions.');
  return object;
}
