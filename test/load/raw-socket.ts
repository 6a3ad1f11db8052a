import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const text = 0x1;
const closing = 0x8;
const ping = 0x9;
const pong = 0xa;

/** A frame as a client sends it (RFC 6455 §5.3), masked with zeros: what is measured is the server. */
function masked(opcode: number, payload: Buffer): Buffer {
  const short = payload.length < 126;
  const head = Buffer.alloc(short ? 6 : 8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (short ? payload.length : 126);
  if (!short) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

export interface RawSocketHandlers {
  opened(): void;
  /** Each text frame; the bytes are good until the call returns. */
  message(payload: Buffer): void;
  closed(code: number): void;
}

/** The least WebSocket client that does: thousands of them should cost their process little beside what is measured. */
export class RawSocket {
  readonly #socket: Socket;
  readonly #handlers: RawSocketHandlers;
  #rest: Buffer | undefined;
  #open = false;
  #code = 1006;

  constructor(url: string, protocol: string | undefined, handlers: RawSocketHandlers) {
    const { hostname, port, pathname, search } = new URL(url);
    this.#handlers = handlers;
    this.#socket = connect(Number(port), hostname);
    this.#socket.setNoDelay(true);
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => handlers.closed(this.#code));
    this.#socket.on('data', (chunk: Buffer) => this.#received(chunk));
    this.#socket.write([
      `GET ${pathname}${search} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]), '', '',
    ].join('\r\n'));
  }

  send(message: string): void {
    this.#socket.write(masked(text, Buffer.from(message)));
  }

  close(): void {
    this.#socket.destroy();
  }

  #received(chunk: Buffer): void {
    const data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = undefined;
    this.#keep(this.#open ? this.#frames(data, 0) : this.#upgraded(data), data);
  }

  #keep(read: number, data: Buffer): void {
    if (read < data.length) this.#rest = data.subarray(read);
  }

  /** Returns how many bytes were read. */
  #upgraded(data: Buffer): number {
    const end = data.indexOf('\r\n\r\n');
    if (end < 0) return 0;
    if (!data.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
      this.#socket.destroy();
      return data.length;
    }
    this.#open = true;
    this.#handlers.opened();
    return this.#frames(data, end + 4);
  }

  #frames(data: Buffer, from: number): number {
    let at = from;
    for (;;) {
      if (data.length < at + 2) return at;
      const short = data[at + 1]! & 0x7f;
      const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
      if (data.length < start) return at;
      const length = short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? Number(data.readBigUInt64BE(at + 2)) : short;
      if (data.length < start + length) return at;
      this.#frame(data[at]! & 0xf, data.subarray(start, start + length));
      at = start + length;
    }
  }

  #frame(opcode: number, payload: Buffer): void {
    if (opcode === text) this.#handlers.message(payload);
    else if (opcode === ping) this.#socket.write(masked(pong, payload));
    else if (opcode === closing) {
      this.#code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#socket.end();
    }
  }
}
