import type { Clock } from '../clock.ts';
import { openDatabase } from './open-database.ts';
import { createSqliteBroadcasts } from './sqlite-broadcasts.ts';
import { createSqliteTable, reader } from './sqlite-table.ts';
import type { ApiKey, Asset, LiveInput, SigningKey, StreamStore } from './stream-ports.ts';

/**
 * Live inputs, keys, assets and analytics, in the database of `dir`, which is made when missing. Another connection to
 * it may be open in this process. Throws a `StartError`.
 */
export function openSqliteStreams({ dir, clock }: { readonly dir: string; readonly clock: Pick<Clock, 'now'> }): StreamStore {
  const db = openDatabase(dir);
  const keys = reader<SigningKey>(db, 'signing_keys');
  const active = keys("json ->> 'retiredAt' IS NULL ORDER BY created_at DESC, id DESC");
  const activeOf = keys("org = ? AND json ->> 'retiredAt' IS NULL ORDER BY created_at DESC, id DESC");
  const forget = db.prepare("DELETE FROM signing_keys WHERE org = ? AND json ->> 'retiredAt' < ?");
  const byHash = reader<ApiKey>(db, 'api_keys')("json ->> 'hash' = ?");
  const byPlaybackId = reader<Asset>(db, 'assets')("json ->> 'playbackId' = ?");
  let closed = false;

  return {
    inputs: createSqliteTable<LiveInput>(db, 'live_inputs', clock),
    signingKeys: {
      ...createSqliteTable<SigningKey>(db, 'signing_keys', clock),
      active: async (org) => (org === undefined ? active() : activeOf(org)),
      forget: async (org, before) => void forget.run(org, before),
    },
    apiKeys: { ...createSqliteTable<ApiKey>(db, 'api_keys', clock), byHash: async (hash) => byHash(hash)[0] },
    assets: { ...createSqliteTable<Asset>(db, 'assets', clock), byPlaybackId: async (playbackId) => byPlaybackId(playbackId)[0] },
    broadcasts: createSqliteBroadcasts(db, clock),
    close() {
      if (closed) return;
      closed = true;
      db.close();
    },
  };
}
