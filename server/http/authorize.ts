import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { addressKey } from '../auth/address-key.ts';
import type { Orgs } from '../auth/orgs.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { SignalError } from '../signal-error.ts';
import { HttpProblem } from './problem.ts';

const keyRemedy = 'Send the server’s MUF_API_KEY as x-org-key, from your backend only.';
const orgRemedy = 'Send your organisation’s x-org-id and x-org-key, from your backend only.';

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
  /**
   * Rejects unless the request carries a key that may make rooms and see them; resolves to the organisation it belongs
   * to, whose rooms (`ownsRoom`) are all it may touch. `undefined` on a server for one: there the key is `MUF_API_KEY`,
   * as `x-org-key` or Bearer, and without a configured key (loopback only) everyone may.
   */
  requireKey(request: FastifyRequest): Promise<string | undefined>;
  /** Throws unless the request carries the operator's own key, `MUF_API_KEY`. */
  requireOperator(request: FastifyRequest): void;
  /** The claims of the request's own genuine token for this room, expired for up to 12 h if `renewing`. */
  requireToken(request: FastifyRequest, roomId: string, options: { renewing: boolean }): Promise<Claims>;
}

export interface AuthorizerOptions {
  readonly config: Pick<Config, 'apiKey' | 'tenancy'>;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Present in tenant mode. */
  readonly orgs: Orgs | undefined;
}

export function createAuthorizer({ config, tokens, clock, orgs }: AuthorizerOptions): Authorizer {
  const expected = config.apiKey === undefined ? undefined : digest(config.apiKey);
  const failures = createKeyedBuckets({ burst: 10, perSecond: 0.5 }, clock);

  function refuse(request: FastifyRequest, remedy: string): never {
    const retryAfterMs = failures.take(addressKey(request.ip));
    if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
    throw new HttpProblem('key-invalid', remedy);
  }

  function requireOperator(request: FastifyRequest): void {
    if (expected === undefined && orgs === undefined) return;
    const given = headerOf(request, 'x-org-key') ?? bearerOf(request);
    if (given === undefined) throw new HttpProblem('key-missing', keyRemedy);
    // Digests are of equal length, as timingSafeEqual wants.
    if (expected === undefined || !timingSafeEqual(digest(given), expected)) refuse(request, keyRemedy);
  }

  async function requireOrg(request: FastifyRequest, known: Orgs): Promise<string> {
    const [orgId, orgKey] = [headerOf(request, 'x-org-id'), headerOf(request, 'x-org-key') ?? bearerOf(request)];
    if (orgId === undefined || orgKey === undefined) throw new HttpProblem('key-missing', orgRemedy);
    if (!(await known.verify(orgId, orgKey))) refuse(request, orgRemedy);
    return orgId;
  }

  return {
    async requireKey(request) {
      if (orgs) return requireOrg(request, orgs);
      requireOperator(request);
      return undefined;
    },
    requireOperator,
    async requireToken(request, roomId, { renewing }) {
      const claims = await tokens.verify(bearerOf(request), renewing ? { expiredForSec: renewableForSec } : {});
      if (claims.room_id !== roomId) throw new SignalError('token-wrong-room');
      return claims;
    },
  };
}
