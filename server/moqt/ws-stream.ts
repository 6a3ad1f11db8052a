import type { AcceptOptions } from '@moq/qmux';
import type { WebSocket } from 'ws';
import type { SetTimer } from '../../core/wire/moqt/session-api.ts';

/** What QMux runs on: the shape of the WHATWG’s `WebSocketStream`. */
export interface WsStream {
  readonly url: string;
  readonly opened: Promise<{ readonly readable: ReadableStream<Uint8Array | string>; readonly writable: WritableStream<Uint8Array | string>; readonly extensions: string; readonly protocol: string }>;
  readonly closed: Promise<{ readonly closeCode: number; readonly reason: string }>;
  close(): void;
  /** Nothing is heard any more: call once the session is over, as QMux takes what comes late for a violation and says so on the console. */
  hush(): void;
}

/** Bytes that wait in the socket before the next write waits too. What waits before that can still be overtaken by what is more urgent. */
const highWater = 64 * 1024;
/** Whoever has taken nothing for as long is gone. */
const stuckMs = 30_000;
/** How long a goodbye may take. */
const goodbyeMs = 2000;

type Sent = Uint8Array | string;

/** A socket of `ws` as QMux wants it. It waits by the socket’s own callbacks where the library would ask again and again. */
export function wsStream(socket: WebSocket, setTimer: SetTimer): WsStream {
  socket.binaryType = 'nodebuffer';
  const closed = new Promise<{ closeCode: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ closeCode: code, reason: reason.toString() }));
  });
  // `ws` closes the socket by itself after an error.
  socket.on('error', () => {});
  const opened = socket.readyState === socket.CONNECTING
    ? new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      void closed.then(() => reject(new Error('The socket closed before it opened.')));
    })
    : Promise.resolve();
  opened.catch(() => {});
  const [readable, writable] = [readableOf(socket), writableOf(socket, setTimer)];
  return {
    url: socket.url ?? '',
    opened: opened.then(() => ({ readable, writable, extensions: socket.extensions, protocol: socket.protocol })),
    closed,
    close: () => sayGoodbye(socket, closed, setTimer),
    hush() {
      socket.removeAllListeners('message');
      // Without a reader the closing handshake would not be read either.
      socket.on('message', () => {});
    },
  };
}

function readableOf(socket: WebSocket): ReadableStream<Sent> {
  return new ReadableStream<Sent>({
    start(controller) {
      socket.on('message', (data: Buffer, isBinary) => controller.enqueue(isBinary ? data : data.toString()));
      socket.once('close', () => {
        try {
          controller.close();
        } catch {
          // The reader has gone first.
        }
      });
    },
    cancel: () => socket.close(),
  });
}

function writableOf(socket: WebSocket, setTimer: SetTimer): WritableStream<Sent> {
  return new WritableStream<Sent>({
    write(chunk) {
      const sent = Promise.withResolvers<void>();
      socket.send(chunk, (error) => (error ? sent.reject(error) : sent.resolve()));
      if (socket.bufferedAmount <= highWater) {
        sent.promise.catch(() => {});
        return undefined;
      }
      const cancel = setTimer(() => socket.terminate(), stuckMs);
      return sent.promise.finally(cancel);
    },
    close: () => socket.close(),
    abort: () => socket.terminate(),
  });
}

function sayGoodbye(socket: WebSocket, closed: Promise<unknown>, setTimer: SetTimer): void {
  if (socket.readyState === socket.CLOSED) return;
  socket.close();
  const cancel = setTimer(() => socket.terminate(), goodbyeMs);
  void closed.then(cancel);
}

/** How much of the other side is held unread, per stream and in all; a datagram is one packet. */
export const qmuxLimits: NonNullable<AcceptOptions['config']> = {
  maxStreamsBidi: 16n, maxStreamsUni: 100n, maxData: 2n ** 21n, maxStreamDataBidiLocal: 65_536n, maxStreamDataBidiRemote: 65_536n, maxStreamDataUni: 2n ** 19n, maxDatagramFrameSize: 1500n,
};
