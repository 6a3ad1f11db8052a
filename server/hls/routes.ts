import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../http/errors.ts';
import { HttpProblem, problemOf, problemOfSignal } from '../http/problem.ts';
import { every } from '../clock.ts';
import { SignalError } from '../signal-error.ts';
import type { Authority } from '../streams/authority-port.ts';
import { Admissions } from './admissions.ts';
import { Answers } from './answers.ts';
import { Origin, type OriginOptions } from './origin.ts';
import { Viewers, type ViewersOptions } from './viewers.ts';
import { visitOf, type Visit } from './visit.ts';

export interface HlsOptions extends OriginOptions, ViewersOptions {
  readonly authority: Pick<Authority, 'viewer' | 'onRevoked'>;
}

const sweepMs = 10_000;

/** Playback goes by token, not by origin: any page that has one may play, and a CDN may hand out what it has to all. */
const openToAll = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff', 'timing-allow-origin': '*' } as const;
const preflight = { 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': 'range', 'access-control-max-age': '86400' } as const;

function installRefusals(scope: FastifyInstance, { logger }: Pick<HlsOptions, 'logger'>): void {
  scope.setErrorHandler((error: Error | FastifyError, request, reply) => {
    if (error instanceof SignalError) return sendProblem(reply, problemOfSignal(error));
    if (error instanceof HttpProblem) return sendProblem(reply, problemOf(error));
    // A segment that went between being looked up and being read.
    if ('code' in error && error.code === 'ENOENT') return sendProblem(reply, problemOfSignal(new SignalError('not-found')));
    logger.error({ err: error, route: request.routeOptions.url }, 'an HLS request failed');
    return sendProblem(reply, problemOfSignal(new SignalError('internal')));
  });
}

function addRoutes(scope: FastifyInstance, admissions: Admissions, viewers: Viewers, to: Answers): void {
  const route = (path: string, answer: (visit: Visit, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): void => {
    scope.get(path, async (request, reply) => {
      const visit = await visitOf(request, reply, admissions);
      viewers.saw(visit.admitted.namespace, visit.who);
      return answer(visit, request, reply);
    });
    scope.options(path, async (_request, reply) => reply.code(204).headers(preflight).send());
  };
  route('/hls/:id/main.m3u8', (...asked) => to.multivariant(...asked));
  route('/hls/:id/:source/main.m3u8', (...asked) => to.multivariant(...asked));
  route('/hls/:id/t/:track/index.m3u8', (...asked) => to.media(...asked));
  route('/hls/:id/t/:track/:file', (...asked) => to.file(...asked));
  route('/playback/:id/catalog.json', (visit, _request, reply) => to.catalog(visit, reply));
}

/**
 * The LL-HLS origin (RFC 8216bis) and `catalog.json`, as routes of `app`; what they need ends when `app` closes.
 * Every address needs `?tok=` with a playback token.
 */
export function hlsRoutes(app: FastifyInstance, options: HlsOptions): void {
  const admissions = new Admissions(options);
  const origin = new Origin(options);
  const viewers = new Viewers(options);
  const stopSweeping = every(options.clock, sweepMs, () => {
    viewers.sweep();
    admissions.sweep();
  });
  // Requests that wait would keep the server from closing.
  app.addHook('preClose', async () => origin.waiting.close());
  app.addHook('onClose', async () => {
    stopSweeping();
    admissions.close();
    viewers.close();
    await origin.close();
  });
  app.register(async (scope) => {
    installRefusals(scope, options);
    scope.addHook('onRequest', async (_request, reply) => void reply.headers(openToAll));
    addRoutes(scope, admissions, viewers, new Answers(origin, viewers));
  });
}
