import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { limits } from '../../core/wire/signal/limits.ts';
import { subprotocol } from '../../core/wire/signal/subprotocol.ts';
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

/** Room for a frame that is too large to be told so; a larger one ends the socket with 1009 (RFC 6455 §7.4.1). */
const maxPayload = 4 * limits.frameBytes;
const drainMs = 3000;
/** A socket that has missed this many pings is dead, whatever TCP still believes. */
const maxUnanswered = 2;

function turnAway(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** One page's socket: its frames go to the pipeline, its pings are counted. */
class Connection {
  readonly outlet: SocketOutlet;
  readonly gone: Promise<void>;
  readonly #socket: WebSocket;
  #unanswered = 0;

  constructor(socket: WebSocket, services: SignalServices) {
    this.#socket = socket;
    this.outlet = new SocketOutlet(socket, services.clock);
    const peer = new SignalPeer(services, this.outlet);
    socket.on('pong', () => this.#heard());
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard();
      void peer.received(data, isBinary);
    });
    // A frame that is no WebSocket frame, or too large even to be answered: `ws` closes by itself.
    socket.on('error', (error) => services.logger.debug({ err: error }, 'socket failed'));
    this.gone = new Promise((resolve) => void socket.once('close', (code) => {
      peer.closed(code === 1000 || code === 1001);
      resolve();
    }));
  }

  ping(): void {
    if (this.#unanswered >= maxUnanswered) return this.#socket.terminate();
    this.#unanswered += 1;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #heard(): void {
    this.#unanswered = 0;
  }
}

/** The WebSocket door: who may come in, and the life of each socket. */
export function createGateway(services: SignalServices): Gateway {
  const { config, metrics, clock } = services;
  const connections = new Set<Connection>();
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload, handleProtocols: () => subprotocol });
  let draining = false;
  let server: Server | undefined;

  function accepted(socket: WebSocket): void {
    const connection = new Connection(socket, services);
    connections.add(connection);
    metrics.sockets.inc();
    void connection.gone.then(() => {
      connections.delete(connection);
      metrics.sockets.dec();
    });
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    const path = (request.url ?? '').split('?', 1)[0];
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (path !== '/ws') return turnAway(socket, 404);
    if (!isAllowedOrigin(config, request.headers.origin, request.headers.host)) return turnAway(socket, 403);
    if (!protocols.includes(subprotocol)) return turnAway(socket, 400);
    if (draining) return turnAway(socket, 503);
    sockets.handleUpgrade(request, socket, head, accepted);
  }

  const stopPings = every(clock, limits.pingMs, () => {
    for (const connection of connections) connection.ping();
  });

  return {
    attach(httpServer) {
      server = httpServer;
      server.on('upgrade', upgrade);
    },
    async drain() {
      draining = true;
      for (const { outlet } of connections) outlet.close('draining');
      const all = Promise.all([...connections].map(({ gone }) => gone));
      let cancel = (): void => {};
      await Promise.race([all, new Promise<void>((resolve) => { cancel = clock.after(drainMs, resolve); })]);
      cancel();
    },
    async close() {
      stopPings();
      server?.off('upgrade', upgrade);
      for (const connection of connections) connection.terminate();
      await new Promise<void>((resolve) => { sockets.close(() => resolve()); });
    },
  };
}
