import type { SignalErrorCode } from '../../core/wire/signal/errors.ts';
import type { ServerMessage } from '../../core/wire/signal/messages.ts';

/** One message as bytes, so that a whole audience is served by one encoding. */
export type Frame = Buffer;

export const encode = (message: ServerMessage): Frame => Buffer.from(JSON.stringify(message));

/** The way to a page while its socket is open. */
export interface Outlet {
  /** Sends one frame. A `droppable` one is left out while the reader is slow. */
  send(frame: Frame, droppable?: boolean): void;
  /** Says why, then closes the socket. */
  close(code: SignalErrorCode): void;
  /** Closes the socket because there is nothing left to say. */
  finish(): void;
}
