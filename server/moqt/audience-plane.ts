import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { listen } from '../listen.ts';
import type { Logger } from '../observe/logger.ts';
import type { Authority } from '../streams/authority-port.ts';
import { RevocationFeed } from '../streams/revocation-feed.ts';
import { createTeardown } from '../teardown.ts';
import type { ListenerOptions } from './arrival.ts';
import { relayCertificate } from './certificate.ts';
import { createPlaneApp } from './http.ts';
import { loadNative, NativeMissing } from './native.ts';
import type { PlaneConfig } from './plane-config.ts';
import { createPlaneMetrics } from './plane-metrics.ts';
import { createRelay, type Relay } from './relay.ts';
import { readRelayPath } from './relay-path.ts';
import { lookUpstream } from './upstream.ts';
import { createWebSocketListener } from './web-socket-listener.ts';
import { dialWebSocket } from './web-socket.ts';
import { listenWebTransport, type WebTransportListener } from './web-transport-listener.ts';

export interface PlaneDeps {
  readonly authority: Authority;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly logger: Logger;
}

/** What relays and packages, running. */
export interface Plane {
  readonly url: string;
  readonly port: number;
  readonly relay: Relay;
  close(): Promise<void>;
}

const maxSessions = 20_000;
const closeMs = 3000;

/** WebTransport at the UDP port of the same number. Without it viewers use WebSockets; that is said once. */
async function withWebTransport(config: PlaneConfig, port: number, { clock, logger }: PlaneDeps, listener: ListenerOptions): Promise<WebTransportListener | undefined> {
  const names = [config.host, ...config.also, 'localhost', '127.0.0.1', ...(config.url === undefined ? [] : [new URL(config.url).hostname])];
  const hosts = [...new Set(names.map((name) => name.replace(/^\[|\]$/g, '')))];
  try {
    return await listenWebTransport({ ...listener, binding: loadNative(), host: config.host.replace(/^\[|\]$/g, ''), port, certificate: () => relayCertificate(config.tls, hosts, clock.now()), clock, logger });
  } catch (err) {
    if (err instanceof NativeMissing) logger.warn(err.message);
    else logger.warn({ err }, `WebTransport is off, as UDP port ${port} cannot be had; viewers use WebSockets`);
    return undefined;
  }
}

async function addPlaylists(app: FastifyInstance, { dataDir, hls }: PlaneConfig, { broadcasts, figures }: Relay, { authority, clock, logger }: PlaneDeps): Promise<void> {
  const { hlsRoutes } = await import('../hls/routes.ts');
  hlsRoutes(app, { broadcasts, figures, authority, clock, logger, dataDir, ...hls });
}

/** Starts it. Throws a `StartError`, having closed whatever had been opened. */
export async function startPlane(config: PlaneConfig, deps: PlaneDeps): Promise<Plane> {
  const { authority, clock, ids, logger } = deps;
  const teardown = createTeardown({ clock, logger, deadlineMs: closeMs });
  const relay = createRelay({ authority, clock, logger, newId: () => `br_${ids.uuid()}`, secrets: config.secrets });
  const metrics = createPlaneMetrics(relay);
  teardown.add('metrics', () => metrics.close());
  try {
    let webTransport: WebTransportListener | undefined;
    const revocations = new RevocationFeed({ authority, clock, id: ids.uuid() });
    teardown.add('revocations', () => revocations.close());
    const app = createPlaneApp({ config, authority, revocations, logger, metrics, certificateHashes: () => webTransport?.certificateHashes });
    teardown.add('http', () => app.close());
    if (config.roles.includes('hls')) await addPlaylists(app, config, relay, deps);
    const listener: ListenerOptions = { maxSessions, serves: (url) => readRelayPath(url) !== undefined, arrived: (arrival) => void relay.serve(arrival) };
    const sockets = createWebSocketListener({ ...listener, setTimer: (run, ms) => clock.after(ms, run) });
    teardown.add('sockets', () => sockets.close());
    if (config.roles.includes('relay')) sockets.attach(app.server);
    const url = await listen(app, { host: config.host, port: config.port, tls: config.tls, lan: { also: config.also } }, 'RELAY_PORT');
    const { port } = app.server.address() as AddressInfo;
    if (config.roles.includes('relay')) webTransport = await withWebTransport(config, port, deps, listener);
    teardown.add('webtransport', () => webTransport?.close());
    if (config.upstream !== undefined) teardown.add('upstream', lookUpstream({ broadcasts: relay.broadcasts, connect: () => dialWebSocket(config.upstream!), clock, logger }));
    teardown.add('relay', () => relay.close());
    return { url, port, relay, close: () => teardown.run() };
  } catch (error) {
    relay.close();
    await teardown.run();
    throw error;
  }
}
