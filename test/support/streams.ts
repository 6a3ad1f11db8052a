import type { TestContext } from 'node:test';
import { createLogger } from '../../server/observe/logger.ts';
import { createEmbeddedStore } from '../../server/store/embedded.ts';
import type { RoomRecord, Store } from '../../server/store/ports.ts';
import { openStreams, type Streams } from '../../server/streams/streams.ts';
import type { Config } from '../../server/config.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeIds } from './fake-ids.ts';
import { tempDir } from './temp-dir.ts';
import { testConfig } from './test-config.ts';

export interface StreamsWorld {
  readonly streams: Streams;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly dir: string;
  readonly logs: string[];
  /** Closes it and opens another on the same data. */
  reopen(changes?: Partial<Config>): Promise<Streams>;
}

/** The control plane alone, on a real store and a fake clock. */
export async function streamsWorld(t: Pick<TestContext, 'after'>, changes: Partial<Config> = {}): Promise<StreamsWorld> {
  const clock = createFakeClock();
  const dir = tempDir();
  const ids = createFakeIds();
  const logs: string[] = [];
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void logs.push(line) } });
  const store = await createEmbeddedStore({ dir, clock });
  const open = (more: Partial<Config>): Promise<Streams> => openStreams({ config: testConfig(dir, { ...changes, ...more }), rooms: store.rooms, records: store.records, clock, ids, logger });
  let streams = await open({});
  t.after(async () => {
    streams.close();
    await store.close();
  });
  return {
    get streams() { return streams; },
    store, clock, dir, logs,
    async reopen(more = {}) {
      streams.close();
      streams = await open(more);
      return streams;
    },
  };
}

/** A room that broadcasts. */
export const roomRecord = (changes: Partial<RoomRecord> = {}): RoomRecord => ({ roomId: 'room-1', roomType: 'live', title: '', category: '', status: 'live', maxBroadcasters: 4, createdAt: 1, peakViewers: 0, audience: 'moqt', ...changes });
