import type { ServerMessage } from '../../core/wire/signal/messages.ts';

const finalText = 0x81;

/**
 * The header of an unmasked text frame (RFC 6455 §5.2), with room for its payload behind it. In memory of its own: out of
 * Node's pool, one small frame that waits for its reader, or to be replayed, would hold 64 KiB of others'.
 */
function withHeader(length: number): { wire: Buffer; start: number } {
  const start = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const wire = Buffer.allocUnsafeSlow(start + length);
  wire[0] = finalText;
  if (start === 2) {
    wire[1] = length;
  } else if (start === 4) {
    wire[1] = 126;
    wire.writeUInt16BE(length, 2);
  } else {
    wire[1] = 127;
    wire.writeBigUInt64BE(BigInt(length), 2);
  }
  return { wire, start };
}

/** One message in the very bytes of its WebSocket frame: encoded once, written to each reader as it stands. */
export class Frame {
  readonly wire: Buffer;
  readonly #start: number;

  constructor(text: string) {
    const { wire, start } = withHeader(Buffer.byteLength(text));
    wire.write(text, start);
    this.wire = wire;
    this.#start = start;
  }

  /** In bytes, as it goes over the wire. */
  get length(): number {
    return this.wire.length;
  }

  toString(): string {
    return this.wire.toString('utf8', this.#start);
  }
}

export const encode = (message: ServerMessage): Frame => new Frame(JSON.stringify(message));
