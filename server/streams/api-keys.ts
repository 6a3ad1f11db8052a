import { scopes, type Scope } from '../../core/wire/streams/requests.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { ApiKey, StreamStore } from '../store/stream-ports.ts';
import { streamLimits } from './limits.ts';
import { hashOf } from './secrets.ts';

/** What a new key may do unless it is said: all but making and retiring keys. */
const usual = scopes.filter((scope) => scope !== 'api-keys:write' && scope !== 'signing-keys:write');

export interface ApiKeys {
  /** Without `wanted`, what is usual of that which its maker holds. `undefined` when the organisation has as many as it may. */
  create(org: string, name: string, wanted: readonly Scope[] | undefined, held: readonly string[]): Promise<{ readonly record: ApiKey; readonly key: string } | undefined>;
}

export function createApiKeys({ store: { apiKeys }, clock, ids }: { readonly store: Pick<StreamStore, 'apiKeys'>; readonly clock: Pick<Clock, 'now'>; readonly ids: Pick<Ids, 'secret'> }): ApiKeys {
  return {
    async create(org, name, wanted, held) {
      const key = `mk_${ids.secret()}`;
      const granted = wanted ?? usual.filter((scope) => held.includes(scope));
      const record: ApiKey = { id: `ak_${ids.secret()}`, org, createdAt: clock.now(), name, hash: hashOf(key), scopes: [...new Set(granted)] };
      return (await apiKeys.add(record, streamLimits.apiKeys)) ? { record, key } : undefined;
    },
  };
}
