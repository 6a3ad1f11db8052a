import { encodeMessage, MessageDecoder } from '../control.ts';
import type { DraftTable } from '../draft-table.ts';
import type { Message } from '../messages.ts';
import { MoqtError, violation } from '../moqt-error.ts';
import type { BiStream } from '../transport.ts';

/** How many bytes may wait for a reader before it counts as gone. */
const maxUnsent = 1024 * 1024;
/** Before all media: on a link that is full, the change to a smaller rendition would wait behind the larger one. */
const priority = 2 ** 31 - 1;

/** Control messages both ways on one stream. */
export class ControlChannel {
  readonly #stream: BiStream;
  readonly #table: DraftTable;
  readonly #decoder: MessageDecoder;
  readonly #fail: (error: unknown) => void;
  readonly #read: Message[] = [];
  #initial: Uint8Array | undefined;
  #unsent = 0;
  #closed = false;

  /** `fail` hears when nothing can be sent any more: a `MoqtError`, or what the stream failed with. `initial` was read before. */
  constructor(stream: BiStream, table: DraftTable, fail: (error: unknown) => void, initial?: Uint8Array) {
    this.#stream = stream;
    stream.send.setPriority(priority);
    this.#table = table;
    this.#decoder = new MessageDecoder(table);
    this.#fail = fail;
    this.#initial = initial;
  }

  send(message: Message): void {
    if (this.#closed) return;
    const bytes = encodeMessage(message, this.#table);
    const { length } = bytes;
    this.#unsent += length;
    if (this.#unsent > maxUnsent) return this.#fail(new MoqtError('CONTROL_MESSAGE_TIMEOUT', 'Control messages are not read.'));
    this.#stream.send.write(bytes).then(() => { this.#unsent -= length; }, (error: unknown) => this.#fail(error));
  }

  /** The next message; nothing at the end of the stream. Rejects with a `MoqtError` for bytes that are no message, and a `StreamReset`. */
  async next(): Promise<Message | undefined> {
    while (this.#read.length === 0) {
      const bytes = this.#initial ?? await this.#stream.receive.read();
      this.#initial = undefined;
      if (!bytes) {
        if (this.#decoder.midway) throw violation('A control stream ends in the middle of a message.');
        return undefined;
      }
      this.#read.push(...this.#decoder.push(bytes));
    }
    return this.#read.shift();
  }

  /** Nothing more is said. */
  finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.send.finish().catch(() => {});
  }

  /** Neither side says more. */
  abandon(code: number): void {
    this.#closed = true;
    this.#stream.send.reset(code);
    this.#stream.receive.stop(code);
  }
}
