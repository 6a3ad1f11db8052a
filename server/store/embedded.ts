import { limits } from '../../core/wire/signal/limits.ts';
import { every, systemClock, type Clock } from '../clock.ts';
import { createMemoryBus } from './memory-bus.ts';
import { openDatabase } from './open-database.ts';
import type { Store } from './ports.ts';
import { createSqliteChat } from './sqlite-chat.ts';
import { createSqliteRecords } from './sqlite-records.ts';
import { createSqliteRooms } from './sqlite-rooms.ts';

const sweepMs = 10 * 60 * 1000;
const roomTtlMs = 30 * 24 * 60 * 60 * 1000;

export interface EmbeddedOptions {
  /** Made when missing. */
  readonly dir: string;
  readonly clock?: Clock;
  /** Hears of what fails where nobody waits: a bus handler, a sweep. */
  readonly onError?: (error: unknown) => void;
}

/** The store that needs nothing: SQLite in `dir`, the bus in memory. Chat lines go after 24 h, rooms that are over after 30 days. Throws a `StartError`. */
export async function createEmbeddedStore({ dir, clock = systemClock, onError = () => {} }: EmbeddedOptions): Promise<Store> {
  const db = openDatabase(dir);
  const rooms = createSqliteRooms(db);
  const chat = createSqliteChat(db);
  const records = createSqliteRecords(db, clock);
  const sweep = async (): Promise<void> => {
    try {
      records.sweep();
      await chat.sweep(clock.now() - limits.chatTtlMs);
      await rooms.sweep(clock.now() - roomTtlMs);
    } catch (error) {
      onError(error);
    }
  };
  await sweep();
  const stopSweeping = every(clock, sweepMs, () => void sweep());
  let closed = false;

  return {
    rooms,
    chat,
    bus: createMemoryBus(onError),
    records,
    async ping() {
      db.prepare('SELECT 1').get();
    },
    async close() {
      if (closed) return;
      closed = true;
      stopSweeping();
      db.close();
    },
  };
}
