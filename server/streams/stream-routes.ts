import type { FastifyInstance } from 'fastify';
import type { Authorizer } from '../http/authorize.ts';
import type { HttpDeps } from '../http/deps.ts';
import { createIdempotency } from '../http/idempotency.ts';
import type { StreamRoutes } from './answering.ts';
import { createCallers } from './callers.ts';
import { addKeyRoutes } from './key-routes.ts';
import { addLibraryRoutes } from './library-routes.ts';
import { addLiveInputRoutes } from './live-input-routes.ts';
import { addPlaybackRoutes } from './playback-routes.ts';
import { sealedRecords } from './sealed-records.ts';

/** The HTTP API of streams, under `/v1`, and the public keys that playback tokens are verified with. */
export function addStreamRoutes(app: FastifyInstance, { streams, store, trust: { quotas }, config, clock }: HttpDeps, authorizer: Authorizer): void {
  const callers = createCallers({ authorizer, apiKeys: streams.store.apiKeys, config, clock });
  const idempotent = createIdempotency({ records: sealedRecords(store.records, streams.sealer), clock });
  const routes: StreamRoutes = { streams, callers, idempotent, quotas, config, clock };
  for (const add of [addLiveInputRoutes, addKeyRoutes, addPlaybackRoutes, addLibraryRoutes]) add(app, routes);
}
