import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { createEmbeddedStore } from '../../../../server/store/embedded.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { storeContract } from './contract.ts';

storeContract('embedded', () => {
  const dir = tempDir();
  const clock = createFakeClock();
  return { clock, open: () => createEmbeddedStore({ dir, clock }) };
});

test('chat lines go after 24 h by themselves, and closing leaves no timer', async () => {
  const clock = createFakeClock();
  const store = await createEmbeddedStore({ dir: tempDir(), clock });
  const line = { id: '1', from: 'web-1', role: 'viewer', displayName: '', text: 'hi', sentAt: clock.now() } as const;
  await store.chat.append('room-1', 'ada', line);
  clock.advance(24 * 3_600_000 - 1);
  assert.equal((await store.chat.recent('room-1', 'ada', 1)).length, 1);
  clock.advance(10 * 60_000 + 1);
  assert.equal((await store.chat.recent('room-1', 'ada', 1)).length, 0);
  await store.close();
  assert.equal(clock.pending(), 0);
  await assert.rejects(store.ping());
});

test('the database is for its owner only', async (t) => {
  const dir = tempDir();
  const store = await createEmbeddedStore({ dir, clock: createFakeClock() });
  t.after(() => store.close());
  await store.records.put('a', 'b', 1);
  for (const file of ['muf-live.db', 'muf-live.db-wal']) assert.equal(statSync(join(dir, file)).mode & 0o077, 0, file);
});

const sentences: readonly [what: string, arrange: (dir: string) => string, sentence: RegExp][] = [
  ['a file of something else', (dir) => (writeFileSync(join(dir, 'muf-live.db'), 'no database '.repeat(1000)), dir), /^.*muf-live\.db is damaged: move it away/],
  ['a directory that is a file', (dir) => (writeFileSync(join(dir, 'file'), ''), join(dir, 'file')), /cannot be written: set DATA_DIR/],
  ['a directory below a file', () => '/dev/null/data', /^The data directory \/dev\/null\/data cannot be written: set DATA_DIR/],
  ['a newer schema', (dir) => {
    const db = new DatabaseSync(join(dir, 'muf-live.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    return dir;
  }, /was written by a newer muf-live: update this server/],
  ['a page overwritten', (dir) => {
    const file = join(dir, 'muf-live.db');
    const db = new DatabaseSync(file);
    db.exec("CREATE TABLE t (x TEXT); CREATE INDEX i ON t (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT 'row ' || i FROM n");
    const bytes = db.prepare('PRAGMA page_count').get();
    db.close();
    writeFileSync(file, Buffer.alloc(4096, 0xff), { flag: 'r+' });
    return Number(bytes?.page_count) > 2 ? dir : '';
  }, /is damaged/],
];

for (const [what, arrange, sentence] of sentences) {
  test(`${what} is refused in one sentence`, async () => {
    await assert.rejects(createEmbeddedStore({ dir: arrange(tempDir()) }), (error: Error) => {
      assert.equal(error.name, 'StartError');
      assert.match(error.message, sentence);
      return true;
    });
  });
}
