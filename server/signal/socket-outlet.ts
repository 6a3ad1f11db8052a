import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeCodes, signalErrors, type SignalErrorCode } from '../../core/wire/signal/errors.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Clock } from '../clock.ts';
import { encode, type Frame } from './frame.ts';
import type { Outlet } from './outlet.ts';

/** A page that does not answer the closing handshake by then is cut, ms. */
export const closingMs = 2000;

const closeCodeOf = (code: SignalErrorCode): number => (Object.hasOwn(closeCodes, code) ? closeCodes[code as keyof typeof closeCodes] : closeCodes.internal);

/** The way to one page over its WebSocket, with a budget for what it has not read yet. */
export class SocketOutlet implements Outlet {
  readonly base: string | undefined;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #clock: Clock;
  #closing = false;

  /** @param stream what `socket` writes to: without compression it writes at once, so frames of both keep their order */
  constructor(socket: WebSocket, stream: Duplex, clock: Clock, base?: string) {
    this.base = base;
    this.#socket = socket;
    this.#stream = stream;
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return !this.#closing && this.#socket.readyState === this.#socket.OPEN;
  }

  send(frame: Frame, droppable = false): void {
    if (!this.isOpen) return;
    const waiting = this.#stream.writableLength;
    if (droppable && waiting > limits.coalesceBytes) return;
    if (waiting + frame.length > limits.closeBytes) return this.close('slow-consumer');
    this.#stream.write(frame.wire);
  }

  close(code: SignalErrorCode): void {
    if (!this.isOpen) return;
    if (code !== 'slow-consumer') this.send(encode({ type: 'Error', code, message: signalErrors[code].message }));
    this.shut(code);
  }

  /** Closes with the code of an error that the page has been told of already. */
  shut(code: SignalErrorCode): void {
    this.#end(closeCodeOf(code), code);
  }

  finish(): void {
    this.#end(1000, '');
  }

  #end(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#socket.close(code, reason);
    const cancel = this.#clock.after(closingMs, () => this.#socket.terminate());
    this.#socket.once('close', cancel);
  }
}
