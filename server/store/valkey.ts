import { every, type Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { keepSwept } from './keep-swept.ts';
import type { Store } from './ports.ts';
import { createValkeyBus } from './valkey-bus.ts';
import { ValkeyChat } from './valkey-chat.ts';
import { Away, ValkeyLink } from './valkey-link.ts';
import { ValkeyRecords } from './valkey-records.ts';
import { ValkeyRooms } from './valkey-rooms.ts';

/** How often what waits is tried again while the server answers but will not write. */
const drainMs = 5000;

export interface ValkeyOptions {
  /** `redis://` or `rediss://`, or the same as `valkey://`; one primary, no cluster. */
  readonly url: string;
  /** This process's name among those on the same Valkey. */
  readonly node: string;
  /** A room is free for other nodes this long after its own was last heard of: less than pages take to give up. */
  readonly leaseMs?: number;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/**
 * A store for several servers, all of it in Valkey (Redis 6.2 or newer). When that is lost, rooms go on from memory,
 * `ping` fails, and what has changed is written once it is back. Throws a `StartError`.
 */
export async function createValkeyStore({ url, node, leaseMs = 15_000, clock, logger }: ValkeyOptions): Promise<Store> {
  const onError = (err: unknown): void => {
    if (!(err instanceof Away)) logger.error({ err }, 'the store failed in the background');
  };
  const link = await ValkeyLink.open(url, logger);
  const rooms = new ValkeyRooms(link, { node, leaseMs, clock, onError });
  const chat = new ValkeyChat(link, { onError });
  const records = new ValkeyRecords(link, { clock, onError });
  const drain = (): Promise<unknown> => Promise.all([chat.drain(), records.drain()]);
  const stopDraining = every(clock, drainMs, () => void drain());
  const stopSweeping = await keepSwept({ rooms, chat }, { clock, onError });
  let closed = false;

  return {
    rooms,
    chat,
    bus: createValkeyBus(link, onError),
    records,
    async ping() {
      await link.run((client) => client.ping());
      if (!link.ready || ![rooms, chat, records].every(({ settled }) => settled)) throw new Away();
    },
    async close() {
      if (closed) return;
      closed = true;
      stopSweeping();
      stopDraining();
      await drain();
      if (!chat.settled) logger.error('Valkey did not come back: the last chat lines are lost');
      if (!records.settled) logger.error('Valkey did not come back: the last bans and log lines are lost');
      await rooms.close();
      await link.close();
    },
  };
}
