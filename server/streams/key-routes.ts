import type { FastifyInstance } from 'fastify';
import type { ApiKey as ShownApiKey, SigningKey as ShownSigningKey } from '../../core/wire/streams/answers.ts';
import { createApiKey, createSigningKey, ofId, pageQuery, scopes } from '../../core/wire/streams/requests.ts';
import { HttpProblem } from '../http/problem.ts';
import { validate } from '../http/validate.ts';
import type { ApiKey, SigningKey } from '../store/stream-ports.ts';
import { listed, present, send, within, type StreamRoutes } from './answering.ts';

/** Caches ask again after this many seconds; a retired key is refused here at once. */
const jwksMaxAgeSec = 300;

const shownSigningKey = ({ id, alg, createdAt, retiredAt, publicJwk }: SigningKey): ShownSigningKey =>
  ({ kid: id, alg, createdAt, retiredAt: retiredAt ?? null, publicJwk: { ...publicJwk } });

const shownApiKey = (key: ApiKey): ShownApiKey => ({ id: key.id, name: key.name, scopes: scopes.filter((scope) => key.scopes.includes(scope)), createdAt: key.createdAt });

/** `/v1/signing-keys`, and their public halves for whoever verifies playback tokens. */
function addSigningKeys(app: FastifyInstance, { streams, callers, idempotent }: StreamRoutes): void {
  const { signingKeys } = streams;

  app.get('/.well-known/jwks.json', async (_request, reply) => reply
    .headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'cache-control': `public, max-age=${jwksMaxAgeSec}` })
    .type('application/jwk-set+json')
    .send(await signingKeys.jwks()));

  app.post('/v1/signing-keys', async (request, reply) => {
    const { org } = await callers.require(request, 'signing-keys:write');
    return idempotent(request, reply, async () => {
      const { alg } = validate(createSigningKey, request.body ?? {});
      return { status: 201, body: shownSigningKey(within(await signingKeys.create(org, alg), 'Wait until those retired are forgotten, 90 days after.')) };
    });
  });

  app.get('/v1/signing-keys', async (request, reply) => {
    const { org } = await callers.require(request, 'signing-keys:read');
    return send(reply, await listed(streams.store.signingKeys, org, validate(pageQuery, request.query), shownSigningKey));
  });

  app.post('/v1/signing-keys/:id/retire', async (request, reply) => {
    const { org } = await callers.require(request, 'signing-keys:write');
    return send(reply, shownSigningKey(present(await signingKeys.retire(org, validate(ofId, request.params).id))));
  });
}

/** `/v1/api-keys`: for backends, each with what it may do. */
function addApiKeys(app: FastifyInstance, { streams, callers, idempotent }: StreamRoutes): void {
  const { apiKeys } = streams.store;

  app.post('/v1/api-keys', async (request, reply) => {
    const caller = await callers.require(request, 'api-keys:write');
    reply.header('cache-control', 'no-store');
    return idempotent(request, reply, async () => {
      const { name, scopes: wanted } = validate(createApiKey, request.body ?? {});
      const beyond = wanted?.find((scope) => !caller.scopes.includes(scope));
      if (beyond !== undefined) throw new HttpProblem('scope-missing', `Your own key lacks ${beyond}, so it cannot give it to another.`);
      const { record, key } = within(await streams.apiKeys.create(caller.org, name, wanted, caller.scopes), 'Revoke API keys that are not used any more.');
      return { status: 201, body: { ...shownApiKey(record), key } };
    });
  });

  app.get('/v1/api-keys', async (request, reply) => {
    const { org } = await callers.require(request, 'api-keys:read');
    return send(reply, await listed(apiKeys, org, validate(pageQuery, request.query), shownApiKey));
  });

  app.delete('/v1/api-keys/:id', async (request, reply) => {
    const { org } = await callers.require(request, 'api-keys:write');
    present((await apiKeys.delete(validate(ofId, request.params).id, org)) || undefined);
    return reply.code(204).send();
  });
}

export function addKeyRoutes(app: FastifyInstance, routes: StreamRoutes): void {
  addSigningKeys(app, routes);
  addApiKeys(app, routes);
}
