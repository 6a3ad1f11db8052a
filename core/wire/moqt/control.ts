import type { DraftTable } from './draft-table.ts';
import type { Message } from './messages.ts';
import { violation } from './moqt-error.ts';
import { readVarint, varintLength } from './varint.ts';
import { reading, WireReader } from './wire-reader.ts';
import { WireWriter } from './wire-writer.ts';

/** The most a message’s payload may have: its length is 16 bits. */
const maxPayload = 0xffff;

/** A control message as a draft writes it. Throws a `RangeError` when it is longer than 65 535 bytes, and a `TypeError` for what the draft cannot say. */
export function encodeMessage(message: Message, { draft, writers, ids }: DraftTable): Uint8Array {
  const fields = new WireWriter(128);
  // TypeScript cannot tell that the message and its writer go together.
  const write = writers[message.type] as ((writer: WireWriter, message: Message) => void) | undefined;
  if (!write) throw new TypeError(`Draft ${draft} has no way to say ${message.type} here.`);
  write(fields, message);
  const known = ids[message.type] as number | ((message: Message) => number);
  const id = typeof known === 'number' ? known : known(message);
  if (fields.length > maxPayload) throw new RangeError(`A ${message.type} of ${fields.length} bytes; ${maxPayload} are the most.`);
  const payload = fields.done();
  return new WireWriter(payload.length + 4).varint(id).u16(payload.length).bytes(payload).done();
}

/** Control messages out of the bytes of their stream, which come in pieces of any size. */
export class MessageDecoder {
  readonly #table: DraftTable;
  #pending: Uint8Array = new Uint8Array();

  constructor(table: DraftTable) {
    this.#table = table;
  }

  /** The messages that are whole now. Throws a `MoqtError` for anything else than a message; nothing may be pushed after that. */
  push(bytes: Uint8Array): Message[] {
    this.#pending = this.#pending.length === 0 ? bytes.slice() : concat(this.#pending, bytes);
    const messages: Message[] = [];
    for (let next = this.#next(); next; next = this.#next()) messages.push(next);
    return messages;
  }

  /** Whether a message has begun that is not whole. */
  get midway(): boolean {
    return this.#pending.length > 0;
  }

  #next(): Message | undefined {
    const bytes = this.#pending;
    const [first] = bytes;
    if (first === undefined) return undefined;
    const head = varintLength(first);
    if (bytes.length < head) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const id = readVarint(view, 0);
    const read = Object.hasOwn(this.#table.readers, id) ? this.#table.readers[id] : undefined;
    if (!read) throw violation(`There is no control message ${id}.`);
    if (bytes.length < head + 2) return undefined;
    const end = head + 2 + view.getUint16(head);
    if (bytes.length < end) return undefined;
    this.#pending = bytes.subarray(end);
    return reading(() => {
      const reader = new WireReader(bytes.subarray(head + 2, end));
      const message = read(reader);
      reader.end();
      return message;
    });
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
