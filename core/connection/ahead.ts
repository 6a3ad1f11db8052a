import { subprotocol } from '../wire/signal/subprotocol.ts';
import type { WebSocketConstructor, WebSocketLike } from './socket.ts';

export interface SocketAhead {
  /** Hands out the socket that was opened, once; makes new ones after that. */
  readonly WebSocket: WebSocketConstructor;
  /** Closes the socket if nobody took it. */
  close(): void;
}

/** What a socket has told before anyone listened. */
interface Told { readonly type: 'open' | 'close'; readonly event: unknown }

/**
 * Opens a socket while the token it will carry is still being asked for, so that the two waits are one.
 * Never throws: a socket that cannot be made now is tried again when it is wanted.
 */
export function openAhead(url: string, WebSocket: WebSocketConstructor): SocketAhead {
  let told: Told | undefined;
  let spare: WebSocketLike | undefined;
  try {
    spare = new WebSocket(url, subprotocol);
    spare.addEventListener('open', () => { told = { type: 'open', event: {} }; });
    spare.addEventListener('close', (event) => { told = { type: 'close', event }; });
    spare.addEventListener('error', () => {});
  } catch {
    spare = undefined;
  }
  // An ordinary function may be called with `new`, and what it returns is what is made.
  function take(wanted: string, protocol: string): WebSocketLike {
    const taken = spare;
    spare = undefined;
    if (!taken) return new WebSocket(wanted, protocol);
    return told ? retelling(taken, told) : taken;
  }
  return {
    WebSocket: take as unknown as WebSocketConstructor,
    close() {
      const unused = spare;
      spare = undefined;
      unused?.close(1000);
    },
  };
}

/** The same socket for listeners that come after what it has told. */
function retelling(socket: WebSocketLike, { type: told, event }: Told): WebSocketLike {
  const addEventListener = ((type: string, listener: (event: unknown) => void) => {
    if (type === told) queueMicrotask(() => listener(event));
    else socket.addEventListener(type as 'message', listener);
  }) as WebSocketLike['addEventListener'];
  return { get bufferedAmount() { return socket.bufferedAmount ?? 0; }, addEventListener, send: (text) => socket.send(text), close: (code, reason) => socket.close(code, reason) };
}
