import type { JsonObject } from '../../core/wire/signal/fields.ts';
import { roomCodecs } from './codecs.ts';
import type { MediaTap } from './media-tap.ts';
import { NetworkTests } from './network-tests.ts';
import { RoomMedia, type RoomMediaEvents } from './room-media.ts';
import { WorkerPool, type PoolOptions } from './worker-pool.ts';

export interface Sfu {
  /** What rooms can carry that are not tapped: the same for every router. */
  readonly rtpCapabilities: JsonObject;
  /** A room's media. Costs nothing until the first transport is opened. One that is tapped carries only what goes into CMAF. */
  openRoom(events: RoomMediaEvents, tap?: MediaTap): RoomMedia;
  /** Tests of the way to this server, before anyone is in a room. */
  readonly networkTests: NetworkTests;
  /** Process ids of the media workers alive now. */
  pids(): readonly number[];
  /** Whether a room could carry media now. */
  readonly ready: boolean;
  close(): void;
}

/** Starts the media workers. Throws when they cannot start (no worker binary, ports taken). */
export async function createSfu(options: PoolOptions): Promise<Sfu> {
  const pool = await WorkerPool.start(options);
  const networkTests = new NetworkTests({ lease: () => pool.lease(), clock: options.clock });
  return {
    rtpCapabilities: roomCodecs.all.rtpCapabilities,
    openRoom: (events, tap) => new RoomMedia({ pool, clock: options.clock, logger: options.logger, events, tap, codecs: tap ? roomCodecs.plain : roomCodecs.all }),
    networkTests,
    pids: () => pool.pids,
    get ready() {
      return pool.pids.length > 0;
    },
    close() {
      networkTests.close();
      pool.close();
    },
  };
}
