import type { Draft } from './codes.ts';
import type { Message, MessageOf, MessageType } from './messages.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** How one draft puts messages into bytes: all of them, or those that one side of a session has to do with. */
export interface DraftTable {
  readonly draft: Draft;
  /** By the message’s number. */
  readonly readers: Readonly<Record<number, (reader: WireReader) => Message>>;
  /** Each writes the fields. What a draft has no way to say throws a `TypeError`, or is not here. */
  readonly writers: { readonly [Type in MessageType]?: (writer: WireWriter, message: MessageOf<Type>) => void };
  /** The number of each message that can be said; of answers it may depend on what was asked for. */
  readonly ids: { readonly [Type in MessageType]?: number | ((message: MessageOf<Type>) => number) };
}
