import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { SignalError } from '../signal-error.ts';
import { HttpProblem, problemOf, problemOfSignal, type Problem } from './problem.ts';

/** What Fastify itself refuses, as our problems. */
const ofFastify: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => problemOfSignal(new SignalError('too-large')),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => problemOf(new HttpProblem('unsupported-media-type', 'Send content-type: application/json.')),
  FST_ERR_CTP_INVALID_JSON_BODY: () => problemOf(new HttpProblem('bad-json', 'Send one JSON object.')),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => problemOf(new HttpProblem('bad-input', 'The body is not as long as its Content-Length says.')),
  FST_ERR_BAD_URL: () => problemOf(new HttpProblem('bad-input', 'The path is not a valid URL.')),
};

/** Refusals of plugins, by status. What a file server forbids is answered like what is not there. */
function ofStatus(status: number): Problem {
  if (status === 403 || status === 404) return problemOfSignal(new SignalError('not-found'));
  if (status >= 400 && status < 500) return problemOf(new HttpProblem('bad-input', 'Check the path and headers.'));
  return problemOfSignal(new SignalError('internal'));
}

function problemFor(error: Error | FastifyError): Problem {
  if (error instanceof HttpProblem) return problemOf(error);
  if (error instanceof SignalError) return problemOfSignal(error);
  const known = 'code' in error ? ofFastify[error.code] : undefined;
  if (known) return known();
  // secure-json-parse: a syntax error, or a key that reaches a prototype.
  if (error instanceof SyntaxError) return problemOf(new HttpProblem('bad-json', 'Send one JSON object.'));
  return ofStatus(('statusCode' in error ? error.statusCode : undefined) ?? 500);
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000));
  return reply.code(problem.status).type('application/problem+json').header('cache-control', 'no-store').send(problem);
}

/** Turns everything thrown or not found into problem JSON. What nobody foresaw is logged; its details stay in the log. */
export function installErrors(app: FastifyInstance, { logger, metrics }: { logger: Logger; metrics: Metrics }): void {
  app.setErrorHandler((error: Error | FastifyError, request, reply) => {
    const problem = problemFor(error);
    metrics.errors.inc({ code: problem.code });
    if (problem.status === 500) logger.error({ err: error, route: request.routeOptions.url }, 'an HTTP request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problemOfSignal(new SignalError('not-found'))));
}
