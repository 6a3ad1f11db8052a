import { every, type Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Records, Rooms } from '../store/ports.ts';
import { openSqliteStreams } from '../store/sqlite-streams.ts';
import type { StreamStore } from '../store/stream-ports.ts';
import { createApiKeys, type ApiKeys } from './api-keys.ts';
import { createAuthority } from './authority.ts';
import type { Authority } from './authority-port.ts';
import { createLiveInputs, type LiveInputs } from './live-inputs.ts';
import { streamLimits } from './limits.ts';
import { createPlaybackTokens } from './playback-tokens.ts';
import { createRelayAddress, type RelayAddress } from './relay-address.ts';
import type { RoomPlayback, SignedPlayback } from './room-playback.ts';
import { createRoomViewers } from './room-viewers.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { createSentAway } from './sent-away.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';

/** The control plane of streams: who may publish and watch what, and what became of it. */
export interface Streams extends RoomPlayback {
  readonly authority: Authority;
  readonly address: RelayAddress;
  readonly inputs: LiveInputs;
  readonly signingKeys: Pick<SigningKeys, 'create' | 'retire' | 'jwks'>;
  readonly apiKeys: ApiKeys;
  readonly store: StreamStore;
  readonly sealer: Sealer;
  /** A playback URL of anything the organisation has. `undefined` when it has no such thing. */
  signPlayback(org: string, ask: PlaybackAsk): Promise<SignedPlayback | undefined>;
  /** With whoever watches it; whether there was one. */
  deleteAsset(org: string, id: string): Promise<boolean>;
  close(): void;
}

export interface PlaybackAsk { readonly id: string; readonly ttlSec?: number | undefined; readonly subject?: string | undefined; readonly base?: string | undefined }

export interface StreamsOptions {
  readonly config: Pick<Config, 'dataDir' | 'secrets' | 'issuer' | 'publicUrl' | 'relay' | 'host' | 'tls'>;
  readonly rooms: Pick<Rooms, 'get'>;
  readonly records: Pick<Records, 'get' | 'put'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Called before an address of the relay is handed out: it may have to be started, and its port be found. */
  readonly relayNeeded?: () => Promise<void>;
}

/** Whoever is told where to publish finds the relay there. */
const reachable = (inputs: LiveInputs, relayNeeded: () => Promise<void>): LiveInputs => ({
  ...inputs,
  create: async (org, input) => relayNeeded().then(() => inputs.create(org, input)),
  rotate: async (org, id) => relayNeeded().then(() => inputs.rotate(org, id)),
});

/** Opens it in `dataDir`; broadcasts that a process before this one left running are ended. Throws a `StartError`. */
export async function openStreams({ config, rooms, records, clock, ids, logger, relayNeeded = async () => {} }: StreamsOptions): Promise<Streams> {
  const store = openSqliteStreams({ dir: config.dataDir, clock });
  await store.broadcasts.endLeft(Number.MAX_SAFE_INTEGER);
  const stopEnding = every(clock, streamLimits.heardMs, () => void store.broadcasts.endLeft(clock.now() - streamLimits.heardMs).catch((err: unknown) => logger.error({ err }, 'broadcasts that are over were not ended')));
  const sealer = createSealer(config.secrets);
  const keys = createSigningKeys({ store, sealer, clock, ids, logger });
  const tokens = createPlaybackTokens({ keys, issuer: config.issuer ?? config.publicUrl ?? 'muf-live', clock, ids });
  const sentAway = createSentAway({ records, clock });
  const authority = createAuthority({ store, rooms, sentAway, tokens, clock, logger });
  const address = createRelayAddress(config);

  async function sign(org: string, { id, ttlSec, subject, base }: PlaybackAsk): Promise<SignedPlayback> {
    await relayNeeded();
    const { token, ...signed } = await tokens.sign({ org, stream: id, ...(subject === undefined ? {} : { subject }) }, ttlSec);
    return { url: `${address.originFor(base)}/playback/${encodeURIComponent(id)}?tok=${token}`, ...signed };
  }

  return {
    authority,
    address,
    store,
    sealer,
    inputs: reachable(createLiveInputs({ store, revoke: authority.revoke, clock, ids }), relayNeeded),
    apiKeys: createApiKeys({ store, clock, ids }),
    signingKeys: {
      ...keys,
      async retire(org, kid) {
        const retired = await keys.retire(org, kid);
        if (retired) authority.revoke({ kid, publisher: false, viewers: true, reason: 'the signing key was retired' });
        return retired;
      },
    },
    signPlayback: async (org, ask) => ((await authority.find(org, ask.id)) === undefined ? undefined : sign(org, ask)),
    ...createRoomViewers({ sign, revoke: authority.revoke, sentAway, logger }),
    async deleteAsset(org, id) {
      if (!(await store.assets.delete(id, org))) return false;
      authority.revoke({ namespace: ['stream', org, id], publisher: true, viewers: true, reason: 'the asset was deleted' });
      return true;
    },
    close() {
      stopEnding();
      store.close();
    },
  };
}
