import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { createEmbeddedStore } from '../../../../server/store/embedded.ts';
import { migrate, schemaVersion } from '../../../../server/store/schema.ts';
import { openSqliteStreams } from '../../../../server/store/sqlite-streams.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { streamsContract } from './streams-contract.ts';

streamsContract('sqlite', () => {
  const dir = tempDir();
  const clock = createFakeClock();
  return { clock, open: () => openSqliteStreams({ dir, clock }) };
});

test('shares its file with the embedded store, each seeing what the other does', async (t) => {
  const dir = tempDir();
  const clock = createFakeClock();
  const embedded = await createEmbeddedStore({ dir, clock });
  const streams = openSqliteStreams({ dir, clock });
  t.after(() => embedded.close());
  t.after(() => streams.close());
  await embedded.records.put('a', 'k', 1);
  await streams.apiKeys.put({ id: 'ak_1', org: 'acme', createdAt: 1, name: '', hash: 'h', scopes: [] });
  await embedded.records.put('a', 'k', 2);
  assert.ok(await streams.apiKeys.byHash('h'));
  assert.equal(statSync(join(dir, 'muf-live.db')).mode & 0o077, 0);
});

test('a database of before has its rooms, chat and records still', async () => {
  const dir = tempDir();
  const clock = createFakeClock();
  const store = await createEmbeddedStore({ dir, clock });
  await store.records.put('a', 'k', 1);
  await store.close();
  const db = new DatabaseSync(join(dir, 'muf-live.db'));
  for (const table of ['live_inputs', 'signing_keys', 'api_keys', 'assets', 'broadcasts']) db.exec(`DROP TABLE ${table}`);
  db.exec('PRAGMA user_version = 1');
  migrate(db);
  assert.equal(db.prepare('PRAGMA user_version').get()?.['user_version'], schemaVersion);
  db.close();
  const again = await createEmbeddedStore({ dir, clock });
  assert.equal(await again.records.get('a', 'k'), 1);
  await again.close();
});
