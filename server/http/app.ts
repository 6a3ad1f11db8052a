import Fastify, { type FastifyInstance } from 'fastify';
import { limits } from '../../core/wire/signal/limits.ts';
import { SignalError } from '../signal-error.ts';
import { createAuthorizer } from './authorize.ts';
import { addBroadcasterToken } from './broadcaster-token.ts';
import type { HttpDeps } from './deps.ts';
import { installErrors, sendProblem } from './errors.ts';
import { installCors, installSecurityHeaders } from './headers.ts';
import { createIdempotency } from './idempotency.ts';
import { addLiveRooms } from './live-rooms.ts';
import { addNetworkTest } from './network-test.ts';
import { addOperatorRoutes } from './operator-routes.ts';
import { servePages } from './pages.ts';
import { addPresetRoutes } from './preset-routes.ts';
import { HttpProblem, problemOf } from './problem.ts';
import { addRoomRoutes } from './room-routes.ts';
import { addStreamRoutes } from '../streams/stream-routes.ts';
import { addViewerToken } from './viewer-token.ts';

/** An empty body is an empty object: every body here is optional. */
function installJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else void parse(request, body as string, done);
  });
  app.removeContentTypeParser('text/plain');
}

/** Durations by route pattern, never by path: paths carry ids, queries carry names. */
function installObservation(app: FastifyInstance, { metrics, logger }: HttpDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
    logger.debug(labels, 'answered');
  });
}

function installDraining(app: FastifyInstance, { isDraining }: HttpDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isDraining()) return;
    reply.header('connection', 'close');
    if (request.method === 'POST') throw new SignalError('draining', { retryAfterMs: 5000 });
  });
}

/** The HTTP side: pages, tokens, health, metrics. Listening and sockets are the caller's. */
export async function createApp(deps: HttpDeps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    ...(deps.config.tls ? { https: deps.config.tls } : {}),
    bodyLimit: limits.frameBytes,
    requestTimeout: 30_000,
    // Only a proxy on this machine may say who is behind it.
    trustProxy: 'loopback',
    // Browsers hold idle connections open; sockets are the gateway's to close.
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply) => {
      sendProblem(reply, problemOf(new HttpProblem('bad-input', 'The path is not a valid URL.')));
    },
  });
  installJson(app);
  installErrors(app, deps);
  installSecurityHeaders(app, deps.config, (base) => deps.streams.address.originFor(base));
  installObservation(app, deps);
  installDraining(app, deps);
  installCors(app, deps.config);

  const authorizer = createAuthorizer({ ...deps, orgs: deps.trust.orgs });
  const idempotent = createIdempotency({ records: deps.store.records, clock: deps.clock });
  addOperatorRoutes(app, deps, authorizer);
  addRoomRoutes(app, deps, authorizer, idempotent);
  addBroadcasterToken(app, deps, authorizer, idempotent);
  addViewerToken(app, deps, authorizer);
  addNetworkTest(app, deps);
  addPresetRoutes(app, deps);
  addLiveRooms(app, deps, authorizer);
  addStreamRoutes(app, deps, authorizer);
  await servePages(app, deps.pages);
  return app;
}
