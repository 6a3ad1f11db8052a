import { limits } from '../wire/signal/limits.ts';
import { parseServerMessage, type ServerMessage } from '../wire/signal/messages.ts';
import { subprotocol } from '../wire/signal/subprotocol.ts';

/** The part of the WHATWG `WebSocket` used here: a browser's, Node's own (≥ 22), or a fake. */
export interface WebSocketLike {
  /** Bytes given to `send` that have not gone out; absent where a fake has no wire. */
  readonly bufferedAmount?: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}
export type WebSocketConstructor = new (url: string, protocol: string) => WebSocketLike;

export interface SocketHandlers {
  opened(): void;
  received(message: ServerMessage): void;
  /** A frame of no known type, or one that breaks its schema: left out. */
  unreadable(detail: string): void;
  /** Called once, and not after `close()`. */
  closed(code: number, reason: string): void;
}

export interface SignalSocket {
  /** Bytes that have not gone out yet. */
  readonly waiting: number;
  send(text: string): void;
  close(): void;
}

/** A server's frame may carry a whole snapshot; past this it is not one of ours. */
const largestFrame = 64 * limits.frameBytes;

/** Opens one connection to the server and reads its frames. Never throws: what cannot be opened is closed with 1006. */
export function openSocket(url: string, WebSocket: WebSocketConstructor, handlers: SocketHandlers): SignalSocket {
  let over = false;
  const finish = (code: number, reason: string): void => {
    if (over) return;
    over = true;
    handlers.closed(code, reason);
  };
  let socket: WebSocketLike | undefined;
  try {
    socket = new WebSocket(url, subprotocol);
  } catch (error) {
    queueMicrotask(() => finish(1006, String(error)));
  }
  socket?.addEventListener('open', () => { if (!over) handlers.opened(); });
  socket?.addEventListener('close', ({ code, reason }) => finish(code, reason));
  // An `error` is always followed by `close`, which says more.
  socket?.addEventListener('error', () => {});
  socket?.addEventListener('message', ({ data }) => {
    if (over) return;
    if (typeof data !== 'string' || data.length > largestFrame) return handlers.unreadable('not a text frame of allowed size');
    const parsed = parseServerMessage(data);
    if (parsed.ok) handlers.received(parsed.message);
    else handlers.unreadable(parsed.detail);
  });
  return {
    get waiting() { return socket?.bufferedAmount ?? 0; },
    send: (text) => { if (!over) socket?.send(text); },
    close() {
      over = true;
      socket?.close(1000);
    },
  };
}
