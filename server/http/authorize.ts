import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { addressKey } from '../auth/address-key.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { SignalError } from '../signal-error.ts';
import { HttpProblem } from './problem.ts';

const remedy = 'Send the server’s MUF_API_KEY as x-org-key, from your backend only.';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** The token of `Authorization: Bearer …`, if there is one. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** An expired token renews itself this long: a host who comes back after the night finds the same place. */
const renewableForSec = 12 * 60 * 60;

export interface Authorizer {
  /** Throws unless the request carries the API key, as `x-org-key` or Bearer. Without a configured key (loopback only) everyone may. */
  requireKey(request: FastifyRequest): void;
  /** The claims of the request's own genuine token for this room, expired for up to 12 h if `renewing`. */
  requireToken(request: FastifyRequest, roomId: string, options: { renewing: boolean }): Promise<Claims>;
}

export function createAuthorizer({ config, tokens, clock }: { config: Config; tokens: Tokens; clock: Clock }): Authorizer {
  const expected = config.apiKey === undefined ? undefined : digest(config.apiKey);
  const failures = createKeyedBuckets({ burst: 10, perSecond: 0.5 }, clock);

  return {
    requireKey(request) {
      if (expected === undefined) return;
      const given = headerOf(request, 'x-org-key') ?? bearerOf(request);
      if (given === undefined) throw new HttpProblem('key-missing', remedy);
      // Digests are of equal length, as timingSafeEqual wants.
      if (timingSafeEqual(digest(given), expected)) return;
      const retryAfterMs = failures.take(addressKey(request.ip));
      if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
      throw new HttpProblem('key-invalid', remedy);
    },
    async requireToken(request, roomId, { renewing }) {
      const claims = await tokens.verify(bearerOf(request), renewing ? { expiredForSec: renewableForSec } : {});
      if (claims.room_id !== roomId) throw new SignalError('token-wrong-room');
      return claims;
    },
  };
}
