import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KeyedLiveInput, LiveInput as Shown } from '../../core/wire/streams/answers.ts';
import { createLiveInput, ingests, ofId, pageQuery, type Ingest } from '../../core/wire/streams/requests.ts';
import { baseOf } from '../http/links.ts';
import { HttpProblem } from '../http/problem.ts';
import { validate } from '../http/validate.ts';
import type { LiveInput } from '../store/stream-ports.ts';
import { listed, present, send, within, type StreamRoutes } from './answering.ts';
import { streamLimits } from './limits.ts';
import type { KeyedInput } from './live-inputs.ts';

/** What this server can take in; the others are known by name only. */
const available: readonly Ingest[] = ['fmp4'];

function requireIngest(ingest: Ingest): void {
  if (!available.includes(ingest)) throw new HttpProblem('not-available', `It takes ${available.join(', ')} of ${ingests.join(', ')}: create the input with one of those it takes.`);
}

const shownBeside = (live: ReadonlySet<string>) => ({ id, name, ingest, createdAt, keyMadeAt }: LiveInput): Shown => ({ id, name, ingest, live: live.has(id), createdAt, keyMadeAt });

/** `/v1/live-inputs`: places to publish into. */
export function addLiveInputRoutes(app: FastifyInstance, { streams, callers, idempotent, config, clock }: StreamRoutes): void {
  const { inputs, broadcasts } = streams.store;
  const running = (org: string): Promise<ReadonlySet<string>> => broadcasts.running(org, clock.now() - streamLimits.heardMs);
  // Whoever had the key before is cut off.
  const keyed = (request: FastifyRequest, { input, streamKey }: KeyedInput): KeyedLiveInput =>
    ({ ...shownBeside(new Set())(input), streamKey, publishUrl: `${streams.address.originFor(baseOf(request, config))}/publish/${input.id}?sk=${streamKey}` });

  app.post('/v1/live-inputs', async (request, reply) => {
    const { org } = await callers.require(request, 'live-inputs:write');
    reply.header('cache-control', 'no-store');
    return idempotent(request, reply, async () => {
      const { name, ingest } = validate(createLiveInput, request.body ?? {});
      requireIngest(ingest);
      return { status: 201, body: keyed(request, within(await streams.inputs.create(org, { name, ingest }), 'Delete live inputs that are not used any more.')) };
    });
  });

  app.get('/v1/live-inputs', async (request, reply) => {
    const { org } = await callers.require(request, 'live-inputs:read');
    return send(reply, await listed(inputs, org, validate(pageQuery, request.query), shownBeside(await running(org))));
  });

  app.get('/v1/live-inputs/:id', async (request, reply) => {
    const { org } = await callers.require(request, 'live-inputs:read');
    return send(reply, shownBeside(await running(org))(present(await inputs.get(validate(ofId, request.params).id, org))));
  });

  app.delete('/v1/live-inputs/:id', async (request, reply) => {
    const { org } = await callers.require(request, 'live-inputs:write');
    present((await streams.inputs.delete(org, validate(ofId, request.params).id)) || undefined);
    return reply.code(204).send();
  });

  app.post('/v1/live-inputs/:id/rotate-stream-key', async (request, reply) => {
    const { org } = await callers.require(request, 'live-inputs:write');
    reply.header('cache-control', 'no-store');
    return idempotent(request, reply, async () => ({ status: 200, body: keyed(request, present(await streams.inputs.rotate(org, validate(ofId, request.params).id))) }));
  });
}
