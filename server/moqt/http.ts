import * as v from 'valibot';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { bearerOf } from '../http/authorize.ts';
import { sendProblem } from '../http/errors.ts';
import { HttpProblem, problemOf, problemOfSignal } from '../http/problem.ts';
import type { Logger } from '../observe/logger.ts';
import { SignalError } from '../signal-error.ts';
import type { Authority } from '../streams/authority-port.ts';
import type { RevocationFeed } from '../streams/revocation-feed.ts';
import { admissionPath, revocationsPath } from '../streams/upstream-calls.ts';
import type { PlaneConfig } from './plane-config.ts';
import type { PlaneMetrics } from './plane-metrics.ts';
import { isSecret } from './trusted.ts';

/** What `/relay.json` says: all that a client needs beside a playback URL. */
export interface RelayDescription {
  readonly webTransport: { readonly url: string; /** SHA-256 of the certificates in use, base64; empty where the certificate is one that browsers trust. */ readonly certificateHashes: readonly string[] } | null;
  readonly webSocket: { readonly url: string } | null;
  readonly hls: { readonly url: string } | null;
  readonly drafts: readonly number[];
}

export interface PlaneAppOptions {
  readonly authority: Pick<Authority, 'viewer'>;
  readonly revocations: Pick<RevocationFeed, 'since'>;
  readonly config: PlaneConfig;
  readonly logger: Pick<Logger, 'error'>;
  readonly metrics: PlaneMetrics;
  /** Of the certificates that WebTransport uses; nothing where there is no WebTransport. */
  readonly certificateHashes: () => readonly string[] | undefined;
}

const admissionAsk = v.object({ id: v.pipe(v.string(), v.maxLength(128)), token: v.pipe(v.string(), v.maxLength(8192)) });

/** Playback goes by token, not by origin: any page that has one may play. */
const openToAll = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' } as const;

function describe(request: FastifyRequest, { config, certificateHashes }: PlaneAppOptions): RelayDescription {
  const url = config.url ?? `${request.protocol}://${request.host}`;
  const hashes = certificateHashes();
  const relays = config.roles.includes('relay');
  return {
    // WebTransport is always encrypted, whatever stands before the rest.
    webTransport: relays && hashes ? { url: url.replace(/^http:/, 'https:'), certificateHashes: hashes } : null,
    webSocket: relays ? { url: url.replace(/^http/, 'ws') } : null,
    hls: config.roles.includes('hls') ? { url } : null,
    drafts: [14, 16],
  };
}

function requireKey(request: FastifyRequest, { key, open }: PlaneConfig['metrics']): void {
  const given = String(request.headers['x-org-key'] ?? bearerOf(request) ?? '');
  if (!open && (key === undefined || !isSecret(given, [key]))) throw new HttpProblem('key-invalid', 'Send the server’s MUF_API_KEY as x-org-key, from your backend only.');
}

/** What relays that pass this one's streams on ask of it. */
function answerRelays(app: FastifyInstance, { config, authority, revocations }: PlaneAppOptions): void {
  const requireSecret = async ({ headers }: FastifyRequest): Promise<void> => {
    if (!isSecret(String(headers['x-relay-secret'] ?? ''), config.secrets)) throw new HttpProblem('key-invalid', 'Send RELAY_SECRET as x-relay-secret.');
  };
  app.post<{ Body: unknown }>(admissionPath, { onRequest: requireSecret }, async (request, reply) => {
    const ask = v.safeParse(admissionAsk, request.body);
    if (!ask.success) throw new HttpProblem('bad-input', 'Send an id and a token.');
    return reply.header('cache-control', 'no-store').send(await authority.viewer(ask.output));
  });
  app.get<{ Querystring: { readonly after?: string | string[] } }>(revocationsPath, { onRequest: requireSecret }, async ({ query: { after } }, reply) =>
    reply.header('cache-control', 'no-store').send(await revocations.since(String(after ?? ''))));
}

/** The HTTP side of the audience plane. Listening, sockets and playlists are the caller's. */
export function createPlaneApp(options: PlaneAppOptions): FastifyInstance {
  const { config, logger, metrics } = options;
  const app = Fastify({
    logger: false,
    ...(config.tls ? { https: config.tls } : {}),
    bodyLimit: 16 * 1024,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    // Playlists are asked for ahead of time.
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 512 },
  }) as unknown as FastifyInstance;

  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SignalError) return sendProblem(reply, problemOfSignal(error));
    if (error instanceof HttpProblem) return sendProblem(reply, problemOf(error));
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) return sendProblem(reply, problemOf(new HttpProblem('bad-input', 'Check the path and headers.')));
    logger.error({ err: error, route: request.routeOptions.url }, 'a request of the audience plane failed');
    return sendProblem(reply, problemOfSignal(new SignalError('internal')));
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problemOfSignal(new SignalError('not-found'))));

  app.get('/relay.json', async (request, reply) => reply.headers(openToAll).header('cache-control', 'no-store').send(describe(request, options)));
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/metrics', async (request, reply) => {
    requireKey(request, config.metrics);
    return reply.type(metrics.contentType).header('cache-control', 'no-store').send(await metrics.expose());
  });
  answerRelays(app, options);
  return app;
}
