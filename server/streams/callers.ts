import type { FastifyRequest } from 'fastify';
import { scopes, type Scope } from '../../core/wire/streams/requests.ts';
import { addressKey } from '../auth/address-key.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { bearerOf, type Authorizer } from '../http/authorize.ts';
import { HttpProblem } from '../http/problem.ts';
import { SignalError } from '../signal-error.ts';
import type { StreamStore } from '../store/stream-ports.ts';
import { localOrg } from './authority.ts';
import { streamLimits } from './limits.ts';
import { hashOf } from './secrets.ts';

/** Whoever calls, and what they may do. */
export interface Caller { readonly org: string; readonly scopes: readonly string[] }

export interface Callers {
  /**
   * Rejects unless the request carries the key of the server or an organisation, or an API key with this scope, and
   * has not come too often.
   */
  require(request: FastifyRequest, scope: Scope): Promise<Caller>;
}

export interface CallersOptions {
  readonly authorizer: Pick<Authorizer, 'requireKey'>;
  readonly apiKeys: Pick<StreamStore['apiKeys'], 'byHash'>;
  readonly config: Pick<Config, 'apiKey' | 'tenancy'>;
  readonly clock: Clock;
}

const remedy = 'It was revoked, or never was one: make another with the key of the server or organisation.';

const givenKey = (request: FastifyRequest): string | undefined => {
  const header = request.headers['x-org-key'];
  const given = bearerOf(request) ?? (typeof header === 'string' ? header : undefined);
  return given?.startsWith('mk_') ? given : undefined;
};

export function createCallers({ authorizer, apiKeys, config, clock }: CallersOptions): Callers {
  const calls = createKeyedBuckets(streamLimits.calls, clock);
  /** Where anyone may call without a key, a wrong one is still refused. */
  const isOpen = config.apiKey === undefined && config.tenancy === undefined;

  async function caller(request: FastifyRequest): Promise<Caller> {
    const given = givenKey(request);
    const key = given === undefined ? undefined : await apiKeys.byHash(hashOf(given));
    if (!key) {
      if (given !== undefined && isOpen) throw new HttpProblem('key-invalid', remedy);
      return { org: (await authorizer.requireKey(request)) ?? localOrg, scopes };
    }
    const { 'x-org-id': orgId = key.org } = request.headers;
    if (orgId !== key.org) throw new HttpProblem('key-invalid', 'It is another organisation’s than x-org-id says.');
    return key;
  }

  return {
    async require(request, scope) {
      const { org, scopes: held } = await caller(request);
      const retryAfterMs = calls.take(`${org} ${addressKey(request.ip)}`);
      if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
      if (!held.includes(scope)) throw new HttpProblem('scope-missing', `Use a key with the scope ${scope}.`);
      return { org, scopes: held };
    },
  };
}
