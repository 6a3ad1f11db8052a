import type { FastifyInstance } from 'fastify';
import { isAllowedOrigin } from '../auth/origins.ts';
import type { Config } from '../config.ts';
import { baseOf } from './links.ts';
import { HttpProblem } from './problem.ts';

/** A relay that takes any free port, and has none yet, may be at each. */
const originOf = (relay: string): string => new URL(relay).origin.replace(/:0$/, ':*');

/** The pages' own scripts only; pictures and media from https, blobs and data; sockets and APIs of any server a page is told to use. */
const contentSecurityPolicy = (relay: string): string => [
  "default-src 'self'",
  "script-src 'self'",
  // Elements set positions and colours as style attributes; no page has an inline <style>.
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' https: data: blob:",
  `media-src 'self' https: data: blob: ${relay}`,
  // The relay has a port of its own: without TLS it is not covered by what comes before it.
  `connect-src 'self' https: wss: ${relay} ${relay.replace(/^http/, 'ws')}`,
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const always: Readonly<Record<string, string>> = {
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self)',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const preflight: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, x-org-id, x-org-key, x-muf-visitor',
  'access-control-max-age': '600',
};

/** `relayFor` tells where the relay is for pages that reached this server by `base`. */
export function installSecurityHeaders(app: FastifyInstance, config: Config, relayFor: (base: string) => string): void {
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(always);
    reply.header('content-security-policy', contentSecurityPolicy(originOf(relayFor(baseOf(request, config)))));
    if (secure) reply.header('strict-transport-security', 'max-age=31536000');
  });
}

/**
 * Cross-origin rules: allowed origins by name, never `*`, and no cookies anywhere. A page of another
 * origin cannot read answers, nor make the server do anything by POST.
 */
export function installCors(app: FastifyInstance, config: Config): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin, host } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined) return undefined;
    if (isAllowedOrigin(config, origin, host)) {
      reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after', 'cross-origin-resource-policy': 'cross-origin' });
      return request.method === 'OPTIONS' ? reply.code(204).headers(preflight).send() : undefined;
    }
    if (request.method === 'GET' || request.method === 'HEAD') return undefined;
    throw new HttpProblem('origin-not-allowed', 'Add the page’s origin to MUF_ORIGINS, or set PUBLIC_URL to the address people open.');
  });
}
