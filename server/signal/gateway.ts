import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { limits } from '../../core/wire/signal/limits.ts';
import { subprotocol } from '../../core/wire/signal/subprotocol.ts';
import { createAddressCount } from '../auth/address-count.ts';
import { clientAddress } from '../auth/client-address.ts';
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

/** Its own function would hold the request for as long as the socket is open. */
const ignore = (): void => {};

/** The status an upgrade is refused with; `undefined` when it may go on. */
function refusalOf({ url = '', headers }: IncomingMessage, { config, directory }: Pick<SignalServices, 'config' | 'directory'>): number | undefined {
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (url.split('?', 1)[0] !== '/ws') return 404;
  // A page that another node serves is sent here when the room is.
  if (!isAllowedOrigin(config, headers.origin, headers.host) && !directory.hasOrigin(headers.origin ?? '')) return 403;
  return protocols.includes(subprotocol) ? undefined : 400;
}

/** Where a page is, and the address it reached this server by. */
interface Caller { readonly address: string; readonly base: string | undefined }

const baseOf = ({ socket, headers: { host } }: IncomingMessage): string | undefined => host && `${'encrypted' in socket ? 'https' : 'http'}://${host}`;

/** One page's socket: its frames go to the pipeline, its pings are counted. */
class Connection {
  readonly outlet: SocketOutlet;
  readonly gone: Promise<void>;
  readonly #socket: WebSocket;
  #unanswered = 0;

  constructor(socket: WebSocket, stream: Duplex, { address, base }: Caller, services: SignalServices) {
    this.#socket = socket;
    this.outlet = new SocketOutlet(socket, stream, services.clock, base);
    const peer = new SignalPeer(services, this.outlet, services.trust.tagOf(address));
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
  const { metrics, clock } = services;
  const connections = new Set<Connection>();
  const addresses = createAddressCount(services.config.socketsPerAddress);
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload, handleProtocols: () => subprotocol });
  let draining = false;
  let server: Server | undefined;

  function accepted(socket: WebSocket, stream: Duplex, caller: Caller): void {
    const connection = new Connection(socket, stream, caller, services);
    connections.add(connection);
    addresses.add(caller.address);
    metrics.sockets.inc();
    void connection.gone.then(() => {
      connections.delete(connection);
      addresses.delete(caller.address);
      metrics.sockets.dec();
    });
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', ignore);
    const refusal = refusalOf(request, services) ?? (draining ? 503 : undefined);
    if (refusal !== undefined) return turnAway(socket, refusal);
    const address = clientAddress(request);
    if (addresses.isFull(address)) return turnAway(socket, 429);
    sockets.handleUpgrade(request, socket, head, (open) => accepted(open, socket, { address, base: baseOf(request) }));
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
