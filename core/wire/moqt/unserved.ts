import type { RequestKind } from './codes.ts';
import type { DraftTable } from './draft-table.ts';
import type { Message } from './messages.ts';
import type { WireReader } from './wire-reader.ts';

/** Every request begins with its id, which is all that a refusal needs. */
const asked = (request: RequestKind | 'update') => (reader: WireReader): Message => {
  const requestId = reader.varint();
  reader.rest();
  return { type: 'Unserved', requestId, request };
};

/** A request taken back, which may cross its refusal. */
export function takenBack(reader: WireReader): Message {
  reader.rest();
  return { type: 'Unserved' };
}

/** How a side that serves nothing reads what it is asked for. Both drafts have these numbers in common. */
export const unservedReaders: DraftTable['readers'] = {
  0x02: asked('update'),
  0x03: asked('subscribe'),
  0x06: asked('publish-namespace'),
  0x0d: asked('track-status'),
  0x11: asked('subscribe-namespace'),
  0x16: asked('fetch'),
  0x1d: asked('publish'),
  // PUBLISH_NAMESPACE_DONE, UNSUBSCRIBE, FETCH_CANCEL.
  0x09: takenBack,
  0x0a: takenBack,
  0x17: takenBack,
};
