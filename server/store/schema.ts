import type { DatabaseSync } from 'node:sqlite';

/** A table of rows that belong to organisations, read newest first. */
const owned = (name: string): string => `
  CREATE TABLE ${name} (
    id TEXT PRIMARY KEY,
    org TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ${name}_by_org ON ${name} (org, created_at, id);
`;

/** Step n brings a database from `user_version` n to n + 1. Steps are never edited once released, only added to. */
const migrations: readonly string[] = [
  `
  CREATE TABLE rooms (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX rooms_by_status ON rooms (status);
  CREATE TABLE sessions (
    room_id TEXT NOT NULL,
    peer_id TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    json TEXT NOT NULL,
    PRIMARY KEY (room_id, peer_id)
  ) STRICT;
  CREATE TABLE chat (
    position INTEGER PRIMARY KEY,
    room_id TEXT NOT NULL,
    host_peer_id TEXT NOT NULL,
    from_id TEXT NOT NULL,
    client_id TEXT,
    sent_at INTEGER NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (room_id, from_id, client_id)
  ) STRICT;
  CREATE INDEX chat_by_audience ON chat (room_id, host_peer_id, position);
  CREATE INDEX chat_by_time ON chat (sent_at);
  CREATE TABLE records (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (collection, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX records_by_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;
  `,
  `
  ${['live_inputs', 'signing_keys', 'api_keys', 'assets', 'broadcasts'].map(owned).join('')}
  CREATE UNIQUE INDEX api_keys_by_hash ON api_keys (json ->> 'hash');
  CREATE UNIQUE INDEX assets_by_playback_id ON assets (json ->> 'playbackId');
  CREATE INDEX broadcasts_running ON broadcasts (id) WHERE json ->> 'endedAt' IS NULL;
  `,
];

export const schemaVersion = migrations.length;

export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/** Brings the database to this version, whole or not at all. */
export function migrate(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of migrations.slice(versionOf(db))) db.exec(step);
    db.exec(`PRAGMA user_version = ${schemaVersion}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
