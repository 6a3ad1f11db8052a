import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { presetName } from '../../core/wire/preset/name.ts';
import { SignalError } from '../signal-error.ts';
import type { HttpDeps } from './deps.ts';
import { validate } from './validate.ts';

const params = v.object({ name: presetName });

/** `GET /presets/:name`: a preset this server knows, as its file has it, for pages whose token names it. */
export function addPresetRoutes(app: FastifyInstance, { trust }: HttpDeps): void {
  app.get('/presets/:name', async (request, reply) => {
    const text = trust.presets.textOf(validate(params, request.params).name);
    if (text === undefined) throw new SignalError('not-found');
    return reply.type('application/json').header('cache-control', 'public, max-age=300').send(text);
  });
}
