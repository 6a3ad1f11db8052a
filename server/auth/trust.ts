import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createAppApi } from '../hooks/app-api.ts';
import type { Ids } from '../ids.ts';
import type { Rooms } from '../store/ports.ts';
import { addressKey } from './address-key.ts';
import { isLoopback } from './loopback.ts';
import { createOrgs, type Orgs } from './orgs.ts';
import { loadPresets, type Presets } from './presets.ts';
import { createQuotas, type Quotas } from './quotas.ts';
import { createVisitors, type Visitors } from './visitors.ts';

/** Whom this server trusts with what, beside tokens. */
export interface Trust {
  /** In tenant mode only. */
  readonly orgs: Orgs | undefined;
  readonly presets: Presets;
  readonly visitors: Visitors;
  readonly quotas: Quotas;
  /** A keyed hash of a network address, for bans; `undefined` for this machine's own: a proxy may hide everyone behind it. */
  tagOf(address: string): string | undefined;
}

export interface TrustOptions { readonly config: Config; readonly rooms: Pick<Rooms, 'open' | 'put'>; readonly clock: Clock; readonly ids: Ids }

/** Throws a `StartError` when a preset is not valid. */
export function createTrust({ config, rooms, clock, ids }: TrustOptions): Trust {
  const { tenancy, secrets, quotas, presetsDir } = config;
  return {
    orgs: tenancy && createOrgs({ api: createAppApi({ ...tenancy, clock, ids }), clock }),
    presets: loadPresets(presetsDir),
    visitors: createVisitors({ secrets, clock, ids }),
    quotas: createQuotas({ quotas, rooms, clock }),
    tagOf: (address) => (isLoopback(address) || address === '' ? undefined : createHmac('sha256', secrets[0]!.key).update(`address:${addressKey(address)}`).digest('base64url')),
  };
}
