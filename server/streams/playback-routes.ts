import type { FastifyInstance } from 'fastify';
import { signPlayback } from '../../core/wire/streams/requests.ts';
import { baseOf } from '../http/links.ts';
import { validate } from '../http/validate.ts';
import { present, type StreamRoutes } from './answering.ts';

/** `POST /v1/playback-urls`: all that a viewer needs, for a while. */
export function addPlaybackRoutes(app: FastifyInstance, { streams, callers, idempotent, quotas, config }: StreamRoutes): void {
  app.post('/v1/playback-urls', async (request, reply) => {
    const { org } = await callers.require(request, 'playback:sign');
    reply.header('cache-control', 'no-store');
    return idempotent(request, reply, async () => {
      const ask = validate(signPlayback, request.body ?? {});
      quotas.mint(config.tenancy ? org : undefined);
      return { status: 200, body: present(await streams.signPlayback(org, { ...ask, base: baseOf(request, config) })) };
    });
  });
}
