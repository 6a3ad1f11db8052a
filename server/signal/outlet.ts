import type { SignalErrorCode } from '../../core/wire/signal/errors.ts';
import type { Frame } from './frame.ts';

/** The way to a page while its socket is open. */
export interface Outlet {
  /** The address that the page reached this server by; nothing where there is no page. */
  readonly base?: string | undefined;
  /** Sends one frame. A `droppable` one is left out while the reader is slow. */
  send(frame: Frame, droppable?: boolean): void;
  /** Says why, then closes the socket. */
  close(code: SignalErrorCode): void;
  /** Closes the socket because there is nothing left to say. */
  finish(): void;
}
