import { addressKey } from '../auth/address-key.ts';
import { isLoopback } from '../auth/loopback.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Rooms } from '../store/ports.ts';
import type { StreamStore } from '../store/stream-ports.ts';
import type { Admission, Authority, Revoked } from './authority-port.ts';
import { createBackOff } from './back-off.ts';
import type { PlaybackTokens } from './playback-tokens.ts';
import { hashOf, isSecretOf } from './secrets.ts';
import type { SentAway } from './sent-away.ts';

/** Rooms of a server for one are this organisation's. */
export const localOrg = 'local';

type Refusal = Extract<Admission, { ok: false }>;

/** The same for an unknown input and a wrong key, for a foreign token and a broken one. */
const failed: Refusal = { ok: false, code: 'auth_failed', reason: 'auth_failed' };
const expired: Refusal = { ok: false, code: 'expired', reason: 'auth_failed: the token has expired' };
const gone: Refusal = { ok: false, code: 'not_found', reason: 'the stream is no longer there' };

export interface AuthorityOptions {
  readonly store: Pick<StreamStore, 'inputs' | 'assets' | 'broadcasts'>;
  readonly rooms: Pick<Rooms, 'get'>;
  readonly sentAway: Pick<SentAway, 'has'>;
  readonly tokens: Pick<PlaybackTokens, 'verify'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'error'>;
}

/** The authority of this process, and how it is told what may no longer go on. */
export interface LocalAuthority extends Authority {
  revoke(revoked: Revoked): void;
  /** The id under which a stream is published, where the organisation has it. */
  find(org: string, id: string): Promise<string | undefined>;
}

/** What is published under an id. Prefixes keep rooms, whose ids others may choose, apart from inputs and assets. */
async function publishedAs(id: string, org: string, { store, rooms }: Pick<AuthorityOptions, 'store' | 'rooms'>): Promise<string | undefined> {
  if (id.startsWith('lv_')) return (await store.inputs.get(id, org))?.id;
  if (id.startsWith('as_')) return (await store.assets.get(id, org))?.id;
  if (id.startsWith('pb_')) {
    const asset = await store.assets.byPlaybackId(id);
    return asset?.org === org ? asset.id : undefined;
  }
  const room = await rooms.get(id);
  return room?.audience === 'moqt' && room.status !== 'ended' && (room.orgId ?? localOrg) === org ? room.roomId : undefined;
}

/** Where guesses are counted: by address, and by what they begin with. This machine's own address may be a proxy's, with everyone behind it. */
function guessKeys(address: string, streamKey: string): string[] {
  const prefix = `key ${hashOf(streamKey.slice(0, 11))}`;
  return isLoopback(address) ? [prefix] : [prefix, `address ${addressKey(address)}`];
}

const longestKey = 128;

export function createAuthority(options: AuthorityOptions): LocalAuthority {
  const { store, sentAway, tokens, clock, logger } = options;
  const guesses = createBackOff(clock);
  const listeners = new Set<(revoked: Revoked) => void>();

  return {
    async publisher({ inputId, streamKey, address }) {
      const keys = guessKeys(address, streamKey);
      const retryAfterMs = guesses.wait(keys);
      if (retryAfterMs > 0) return { ok: false, code: 'rate_limited', reason: 'too many wrong stream keys: wait', retryAfterMs };
      const input = await store.inputs.get(inputId);
      if (!isSecretOf(input?.keyHash, streamKey.slice(0, longestKey)) || !input) {
        guesses.failed(keys);
        return failed;
      }
      return { ok: true, namespace: ['stream', input.org, input.id], org: input.org };
    },
    async viewer({ id, token }) {
      const playback = await tokens.verify(token, id);
      if (playback === 'expired') return expired;
      if (playback === 'invalid') return failed;
      const { org, kid, subject, since, expiresAt } = playback;
      if (subject !== undefined && (await sentAway.has({ org, roomId: id, peerId: subject }, since))) return failed;
      const published = await publishedAs(id, org, options);
      if (published === undefined) return gone;
      return { ok: true, namespace: ['stream', org, published], org, kid, expiresAt, ...(subject === undefined ? {} : { subject }) };
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    record(row) {
      store.broadcasts.put(row).catch((err: unknown) => logger.error({ err, broadcast: row.id }, 'the figures of a broadcast were not kept'));
    },
    revoke(revoked) {
      for (const listener of listeners) listener(revoked);
    },
    find: (org, id) => publishedAs(id, org, options),
  };
}
