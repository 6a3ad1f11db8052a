import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import Session, { selectSubprotocol } from '@moq/qmux';
import { WebSocketServer, type WebSocket } from 'ws';
import { w3cTransport } from '../../core/wire/moqt/w3c-transport.ts';
import type { SetTimer } from '../../core/wire/moqt/session-api.ts';
import { clientAddress } from '../auth/client-address.ts';
import type { ListenerOptions } from './arrival.ts';
import { qmuxLimits, wsStream } from './ws-stream.ts';

export interface WebSocketListenerOptions extends ListenerOptions {
  readonly setTimer: SetTimer;
}

export interface WebSocketListener {
  /** Takes over WebSocket upgrades of this server, all of them. */
  attach(server: Server): void;
  /** Ends what is open. */
  close(): void;
}

/** A record of QMux has 16 382 bytes at most. */
const maxPayload = 16 * 1024;

/** Older wire formats have no flow control, so that a client could fill the memory. */
const isBounded = (protocol: string): boolean => /^qmux-0[12](\.|$)/.test(protocol);

/** How the draft may be told before the session. */
const protocols = { protocols: ['moqt-16'], versions: { 'moqt-16': null } };

/** The subprotocol of a client's offer; nothing when it offers none that is spoken here. */
export function protocolFor(offered: readonly string[]): string | undefined {
  return selectSubprotocol(offered.filter(isBounded), protocols);
}

function turnAway(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const offeredBy = ({ headers }: IncomingMessage): string[] => (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());

function urlOf({ url = '/', headers: { host = 'relay.invalid' }, socket }: IncomingMessage): URL | undefined {
  try {
    return new URL(url, `${'encrypted' in socket ? 'https' : 'http'}://${host}`);
  } catch {
    return undefined;
  }
}

/** Takes MoQT sessions over WebSockets (QMux). */
export function createWebSocketListener({ serves, arrived, maxSessions, setTimer }: WebSocketListenerOptions): WebSocketListener {
  const wss = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, handleProtocols: (offered) => protocolFor([...offered]) ?? false });
  const open = new Set<WebSocket>();
  const servers = new Map<Server, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>();

  function refusalOf(request: IncomingMessage, url: URL | undefined): number | undefined {
    if (!url || !serves(url)) return 404;
    if (open.size >= maxSessions) return 503;
    return protocolFor(offeredBy(request)) === undefined ? 400 : undefined;
  }

  function take(socket: WebSocket, request: IncomingMessage, url: URL): void {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const stream = wsStream(socket, setTimer);
    const session = Session.accept(stream, { protocol: socket.protocol, config: qmuxLimits });
    session.closed.then(stream.hush, stream.hush);
    // It is ready within this turn, or never.
    session.ready.then(() => arrived({ transport: w3cTransport(session, 'websocket'), url, address: clientAddress(request) }), () => socket.terminate());
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = urlOf(request);
    const refusal = refusalOf(request, url);
    if (refusal !== undefined) turnAway(socket, refusal);
    else wss.handleUpgrade(request, socket, head, (webSocket) => take(webSocket, request, url!));
  }

  return {
    attach(server) {
      server.on('upgrade', upgrade);
      servers.set(server, upgrade);
    },
    close() {
      for (const [server, listener] of servers) server.off('upgrade', listener);
      for (const socket of open) socket.terminate();
      wss.close();
    },
  };
}
