import { systemClock, type Clock } from '../clock.ts';
import { keepSwept } from './keep-swept.ts';
import { createMemoryBus } from './memory-bus.ts';
import { openDatabase } from './open-database.ts';
import type { Store } from './ports.ts';
import { createSqliteChat } from './sqlite-chat.ts';
import { createSqliteRecords } from './sqlite-records.ts';
import { createSqliteRooms } from './sqlite-rooms.ts';

export interface EmbeddedOptions {
  /** Made when missing. */
  readonly dir: string;
  /** What `claim` calls this process. */
  readonly node?: string;
  readonly clock?: Clock;
  /** Hears of what fails where nobody waits: a bus handler, a sweep. */
  readonly onError?: (error: unknown) => void;
}

/** The store that needs nothing: SQLite in `dir`, the bus in memory. Throws a `StartError`. */
export async function createEmbeddedStore({ dir, node = 'me', clock = systemClock, onError = () => {} }: EmbeddedOptions): Promise<Store> {
  const db = openDatabase(dir);
  const rooms = createSqliteRooms(db, node);
  const chat = createSqliteChat(db);
  const records = createSqliteRecords(db, clock);
  const stopSweeping = await keepSwept({ rooms, chat, records }, { clock, onError });
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
