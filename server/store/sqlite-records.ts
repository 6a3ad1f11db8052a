import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Records } from './ports.ts';

export interface SweptRecords extends Records {
  /** Deletes what has expired; returns how many. */
  sweep(): number;
}

export function createSqliteRecords(db: DatabaseSync, clock: Clock): SweptRecords {
  const alive = 'collection = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)';
  const get = db.prepare(`SELECT json FROM records WHERE ${alive}`);
  const take = db.prepare(`DELETE FROM records WHERE ${alive} RETURNING json`);
  const put = db.prepare('INSERT OR REPLACE INTO records (collection, key, json, expires_at) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM records WHERE collection = ? AND key = ?');
  const sweep = db.prepare('DELETE FROM records WHERE expires_at <= ?');
  const read = (row: Record<string, unknown> | undefined): unknown => (row === undefined ? undefined : JSON.parse(String(row.json)));

  return {
    get: async (collection, key) => read(get.get(collection, key, clock.now())),
    take: async (collection, key) => read(take.get(collection, key, clock.now())),
    put: async (collection, key, value, options) => void put.run(collection, key, JSON.stringify(value), options?.expiresAt ?? null),
    delete: async (collection, key) => void remove.run(collection, key),
    sweep: () => Number(sweep.run(clock.now()).changes),
  };
}
