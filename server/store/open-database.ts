import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unwritable } from '../made-once.ts';
import { StartError } from '../start-error.ts';
import { migrate, schemaVersion, versionOf } from './schema.ts';

/** SQLite result codes that mean the file itself is broken (sqlite.org/rescode.html). */
const broken = new Set([11, 26]);

function check(db: DatabaseSync, file: string): void {
  if (versionOf(db) > schemaVersion) {
    throw new StartError(`${file} was written by a newer muf-live: update this server, or set DATA_DIR to another directory.`);
  }
  const result = db.prepare('PRAGMA quick_check(1)').get();
  if (result?.quick_check !== 'ok') throw damaged(file);
}

const damaged = (file: string, cause?: unknown): StartError =>
  new StartError(`${file} is damaged: move it away to start with an empty store, or put a backup in its place.`, { cause });

/**
 * Opens `dir/muf-live.db`, makes it when missing and brings it up to date. Throws a `StartError` when the
 * directory cannot be written or the file is damaged or from a newer version.
 */
export function openDatabase(dir: string): DatabaseSync {
  const file = join(dir, 'muf-live.db');
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    // SQLite gives its side files the mode of the main one; it holds tokens and chat.
    closeSync(openSync(file, 'a', 0o600));
    db = new DatabaseSync(file, { timeout: 5000 });
    check(db, file);
    // NORMAL in write-ahead mode: a power cut may lose the last moments, never corrupt (sqlite.org/wal.html).
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof StartError) throw error;
    if (broken.has((error as { errcode?: number }).errcode ?? 0)) throw damaged(file, error);
    throw unwritable(dir, error);
  }
}
