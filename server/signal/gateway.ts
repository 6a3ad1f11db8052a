import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { limits } from '../../core/wire/signal/limits.ts';
import { subprotocol } from '../../core/wire/signal/messages.ts';
import { isAllowedOrigin } from '../auth/origins.ts';
import { every } from '../clock.ts';
import type { SignalServices } from './handler.ts';
import { SignalPeer } from './peer.ts';
import { SocketOutlet } from './socket-outlet.ts';

export interface Gateway {
  /** Takes over WebSocket upgrades on `/ws`. */
  attach(server: Server): void;
  /** Tells every page that the server goes and closes its socket; new ones are turned away. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

interface Open { readonly outlet: SocketOutlet; readonly socket: WebSocket; unanswered: number }

/** Room for a frame that is too large to be told so; a larger one ends the socket with 1009 (RFC 6455 §7.4.1). */
const maxPayload = 4 * limits.frameBytes;
const drainMs = 3000;

function turnAway(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const textOf = (data: RawData): string => (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');

/** The WebSocket door: who may come in, and the life of each socket. */
export function createGateway(services: SignalServices): Gateway {
  const { config, logger, metrics, clock } = services;
  const open = new Set<Open>();
  let draining = false;
  let server: Server | undefined;
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload, handleProtocols: () => subprotocol });

  function accepted(socket: WebSocket): void {
    const outlet = new SocketOutlet(socket, clock);
    const peer = new SignalPeer(services, outlet);
    const entry: Open = { outlet, socket, unanswered: 0 };
    open.add(entry);
    metrics.sockets.inc();
    socket.on('pong', () => (entry.unanswered = 0));
    socket.on('message', (data, isBinary) => {
      entry.unanswered = 0;
      void peer.received(isBinary ? '' : textOf(data));
    });
    socket.on('error', (error) => logger.debug({ err: error }, 'socket failed'));
    socket.on('close', (code) => {
      open.delete(entry);
      metrics.sockets.dec();
      peer.closed(code === 1000 || code === 1001);
    });
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    const path = (request.url ?? '').split('?')[0];
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (path !== '/ws') return turnAway(socket, 404);
    if (!isAllowedOrigin(config, request.headers.origin, request.headers.host)) return turnAway(socket, 403);
    if (!protocols.includes(subprotocol)) return turnAway(socket, 400);
    if (draining) return turnAway(socket, 503);
    sockets.handleUpgrade(request, socket, head, accepted);
  }

  /** A socket that has missed two pings is dead, whatever TCP still believes. */
  function ping(): void {
    for (const entry of open) {
      if (entry.unanswered >= 2) entry.socket.terminate();
      else if (entry.socket.readyState === entry.socket.OPEN) {
        entry.unanswered += 1;
        entry.socket.ping();
      }
    }
  }

  const stopPings = every(clock, limits.pingMs, ping);

  return {
    attach(httpServer) {
      server = httpServer;
      server.on('upgrade', upgrade);
    },
    async drain() {
      draining = true;
      const gone = [...open].map(({ outlet, socket }) => {
        const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
        outlet.close('draining');
        return closed;
      });
      let cancel = (): void => {};
      await Promise.race([Promise.all(gone), new Promise<void>((resolve) => (cancel = clock.after(drainMs, resolve)))]);
      cancel();
    },
    close() {
      stopPings();
      server?.off('upgrade', upgrade);
      for (const { socket } of open) socket.terminate();
      return new Promise((resolve) => sockets.close(() => resolve()));
    },
  };
}
