import { subprotocol } from '../wire/signal/subprotocol.ts';
import type { WebSocketConstructor, WebSocketLike } from './socket.ts';

export interface SocketAhead {
  /** Hands out the socket that was opened, once and while it lives; makes new ones after that. */
  readonly WebSocket: WebSocketConstructor;
  /** Closes the socket if nobody took it. */
  close(): void;
}

/**
 * Opens a socket while the token it will carry is still being asked for, so that the two waits are one.
 * Never throws: a socket that cannot be opened now is tried again when it is wanted.
 */
export function openAhead(url: string, WebSocket: WebSocketConstructor): SocketAhead {
  let opened = false;
  let spare: WebSocketLike | undefined;
  const drop = (): void => { spare = undefined; };
  try {
    spare = new WebSocket(url, subprotocol);
    spare.addEventListener('open', () => { opened = true; });
    spare.addEventListener('error', drop);
    spare.addEventListener('close', drop);
  } catch {
    drop();
  }
  // An ordinary function may be called with `new`, and what it returns is what is made.
  function take(wanted: string, protocol: string): WebSocketLike {
    const taken = spare;
    drop();
    if (!taken) return new WebSocket(wanted, protocol);
    return opened ? alreadyOpen(taken) : taken;
  }
  return {
    WebSocket: take as unknown as WebSocketConstructor,
    close() {
      const unused = spare;
      drop();
      unused?.close(1000);
    },
  };
}

/** The same socket for listeners that come after its `open` event. */
function alreadyOpen(socket: WebSocketLike): WebSocketLike {
  const addEventListener = ((type: 'open', listener: () => void) => {
    if (type === 'open') queueMicrotask(listener);
    else socket.addEventListener(type, listener);
  }) as WebSocketLike['addEventListener'];
  return { addEventListener, send: (text) => socket.send(text), close: (code, reason) => socket.close(code, reason) };
}
