import type { Message, MessageOf, MessageType } from './messages.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** How one draft puts messages into bytes. */
export interface DraftTable {
  /** By the message’s number. */
  readonly readers: Readonly<Record<number, (reader: WireReader) => Message>>;
  /** Each writes the fields. What a draft has no way to say throws a `TypeError`. */
  readonly writers: { readonly [Type in MessageType]: (writer: WireWriter, message: MessageOf<Type>) => void };
  /** The number of each message that can be said; of answers it may depend on what was asked for. */
  readonly ids: { readonly [Type in MessageType]?: number | ((message: MessageOf<Type>) => number) };
}
