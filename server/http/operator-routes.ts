import type { FastifyInstance } from 'fastify';
import { SignalError } from '../signal-error.ts';
import openApi from './openapi.json' with { type: 'json' };
import type { Authorizer } from './authorize.ts';
import type { HttpDeps } from './deps.ts';

/** The API's description, health, metrics (for holders of the API key) and what media the router speaks. */
export function addOperatorRoutes(app: FastifyInstance, deps: HttpDeps, { requireOperator }: Authorizer): void {
  const { metrics, store, media, isDraining } = deps;

  app.get('/openapi.json', async (_request, reply) => reply
    .headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'public, max-age=300' })
    .send(openApi));

  app.get('/health/live', async () => ({ status: 'ok' }));

  app.get('/health/ready', async (_request, reply) => {
    const storeAnswers = await store.ping().then(() => true, () => false);
    const checks = { worker: media.ready, store: storeAnswers, accepting: !isDraining() };
    const ready = Object.values(checks).every(Boolean);
    return reply.code(ready ? 200 : 503).header('cache-control', 'no-store').send({ status: ready ? 'ready' : 'not-ready', checks });
  });

  app.get('/metrics', async (request, reply) => {
    requireOperator(request);
    return reply.type(metrics.contentType).header('cache-control', 'no-store').send(await metrics.expose());
  });

  app.get('/router-rtp-capabilities', async () => {
    if (!media.ready) throw new SignalError('busy', { retryAfterMs: 1000 });
    return media.rtpCapabilities;
  });
}
