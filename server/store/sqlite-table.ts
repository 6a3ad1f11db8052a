import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { After, Owned, Table } from './stream-ports.ts';

/** Later than any row, for a page that begins at the newest. */
const newest: After = { createdAt: Number.MAX_SAFE_INTEGER, id: '' };

type Read<Row> = (where: string) => (...values: SQLInputValue[]) => readonly Row[];

/** Rows whose JSON is read by any condition on the table; made once per statement. */
export const reader = <Row>(db: DatabaseSync, name: string): Read<Row> => (where) => {
  const statement = db.prepare(`SELECT json FROM ${name} WHERE ${where}`);
  return (...values) => statement.all(...values).map((row) => JSON.parse(String(row.json)) as Row);
};

/** `name` is one of the schema's, never anyone's input. */
export function createSqliteTable<Row extends Owned>(db: DatabaseSync, name: string, clock: Pick<Clock, 'now'>): Table<Row> {
  const read = reader<Row>(db, name);
  const columns = `INTO ${name} (id, org, created_at, written_at, json)`;
  const put = db.prepare(`INSERT ${columns} VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at, json = excluded.json`);
  const add = db.prepare(`INSERT ${columns} SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT count(*) FROM ${name} WHERE org = ?2) < ?6`);
  const byId = read('id = ?');
  const byOwner = read('id = ? AND org = ?');
  const page = read('org = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?');
  const remove = db.prepare(`DELETE FROM ${name} WHERE id = ? AND org = ?`);
  const any = db.prepare(`SELECT 1 FROM ${name} LIMIT 1`);
  const values = (row: Row): [string, string, number, number, string] => [row.id, row.org, row.createdAt, clock.now(), JSON.stringify(row)];

  return {
    get: async (id, org) => (org === undefined ? byId(id) : byOwner(id, org))[0],
    put: async (row) => void put.run(...values(row)),
    add: async (row, max) => Number(add.run(...values(row), max).changes) === 1,
    page: async (org, { limit, after = newest }) => page(org, after.createdAt, after.id, limit),
    any: async () => any.get() !== undefined,
    delete: async (id, org) => Number(remove.run(id, org).changes) === 1,
  };
}
