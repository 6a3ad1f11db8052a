import { encodeObject } from '../data-writer.ts';
import type { MoqtObject } from '../objects.ts';

/** How an object stands on a stream, which depends on the one before it there and on whether that stream has extensions. */
interface Standing { readonly skipped: number; readonly extensions: boolean; readonly bytes: Uint8Array }

const known = new WeakMap<MoqtObject, Standing>();

/**
 * Head and payload of an object on a subgroup's stream, the same in every draft. Made once for all who get the object: a copy
 * for each of them costs a relay more than sending it, most of all in garbage. `before` is the id of the object sent before it there.
 */
export function objectBytes(object: MoqtObject, before: number | undefined, extensions: boolean): Uint8Array {
  const skipped = object.object - (before ?? -1) - 1;
  const made = known.get(object);
  if (made && made.skipped === skipped && made.extensions === extensions) return made.bytes;
  const bytes = encodeObject(object, before, { extensions });
  known.set(object, { skipped, extensions, bytes });
  return bytes;
}
