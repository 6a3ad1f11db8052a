import { every, type Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { keepSwept } from './keep-swept.ts';
import { openDatabase } from './open-database.ts';
import type { Store } from './ports.ts';
import { createSqliteRecords } from './sqlite-records.ts';
import { createValkeyBus } from './valkey-bus.ts';
import { ValkeyChat } from './valkey-chat.ts';
import { Away, ValkeyLink } from './valkey-link.ts';
import { ValkeyRooms } from './valkey-rooms.ts';

/** How often what waits is tried again while the server answers but will not write. */
const drainMs = 5000;

export interface ValkeyOptions {
  /** `redis://` or `rediss://`, or the same as `valkey://`; one primary, no cluster. */
  readonly url: string;
  /** Holds the records. Made when missing. */
  readonly dir: string;
  /** This process's name among those on the same Valkey. */
  readonly node: string;
  /** A room is free for other nodes this long after its own was last heard of: less than pages take to give up. */
  readonly leaseMs?: number;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/**
 * A store for several servers: rooms, chat and the bus in Valkey (Redis 6.2 or newer), records in SQLite in `dir`. When
 * Valkey is lost, rooms go on from memory, `ping` fails, and what has changed is written once it is back. Throws a `StartError`.
 */
export async function createValkeyStore({ url, dir, node, leaseMs = 15_000, clock, logger }: ValkeyOptions): Promise<Store> {
  const onError = (err: unknown): void => {
    if (!(err instanceof Away)) logger.error({ err }, 'the store failed in the background');
  };
  const db = openDatabase(dir);
  const link = await ValkeyLink.open(url, logger).catch((error: unknown) => {
    db.close();
    throw error;
  });
  const rooms = new ValkeyRooms(link, { node, leaseMs, clock, onError });
  const chat = new ValkeyChat(link, { onError });
  const records = createSqliteRecords(db, clock);
  const stopDraining = every(clock, drainMs, () => void chat.drain());
  const stopSweeping = await keepSwept({ rooms, chat, records }, { clock, onError });
  let closed = false;

  return {
    rooms,
    chat,
    bus: createValkeyBus(link, onError),
    records,
    async ping() {
      db.prepare('SELECT 1').get();
      await link.run((client) => client.ping());
      if (!link.ready || !rooms.settled || !chat.settled) throw new Away();
    },
    async close() {
      if (closed) return;
      closed = true;
      stopSweeping();
      stopDraining();
      await chat.drain();
      if (!chat.settled) logger.error('Valkey did not come back: the last chat lines are lost');
      await rooms.close();
      await link.close();
      db.close();
    },
  };
}
