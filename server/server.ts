import { createTokens } from './auth/tokens.ts';
import { createTrust } from './auth/trust.ts';
import { createWordFilter } from './chat/word-filter.ts';
import { every, systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { findPageFolders, type PageFolders } from './http/page-folders.ts';
import { systemIds, type Ids } from './ids.ts';
import { createLanCodes, type LanCodes } from './lan/lan-codes.ts';
import { listen } from './listen.ts';
import { openNodes } from './nodes/open-nodes.ts';
import { createLogger, type Logger } from './observe/logger.ts';
import { createMetrics } from './observe/metrics.ts';
import { openMediaProcess } from './moqt/media-process.ts';
import type { AudiencePlane } from './rooms/audience-plane.ts';
import { roles, type Role } from './roles.ts';
import { createRooms } from './rooms/rooms.ts';
import { createGateway } from './signal/gateway.ts';
import { startMedia } from './start-media.ts';
import { lockDataDir } from './store/data-lock.ts';
import { openStore } from './store/open-store.ts';
import { openStreams } from './streams/streams.ts';
import { createTeardown } from './teardown.ts';

export interface ServerOptions {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
  readonly pages?: PageFolders;
  /** Every one by default. */
  readonly roles?: readonly Role[];
  /** In place of its own. */
  readonly plane?: AudiencePlane;
}

export interface Server {
  /** Where it listens, with a trailing slash. */
  readonly url: string;
  /** Codes for its own room, with `--lan`. */
  readonly lan: LanCodes | undefined;
  /** Process ids of the media workers alive now. */
  workerPids(): readonly number[];
  /** Tells every page that the server goes, then lets go of everything. Rooms stay stored. Safe to call twice. */
  close(): Promise<void>;
}

/** Sockets and requests that have not ended by then are cut. */
const drainMs = 8000;
/** How often to look for rooms whose node has died and that nobody has come back to. */
const adoptMs = 30_000;

/** Starts one whole server. Throws a `StartError`, having closed whatever had been opened. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<Server> {
  const { roles: wanted = roles, clock = systemClock, ids = systemIds, logger = createLogger({ level: config.logLevel }), pages = findPageFolders() } = options;
  const metrics = createMetrics();
  const teardown = createTeardown({ clock, logger, deadlineMs: drainMs });
  teardown.add('metrics', () => metrics.close());
  let draining = false;
  try {
    teardown.add('data directory', lockDataDir(config.dataDir));
    const store = await openStore(config, { clock, logger });
    teardown.add('store', () => store.close());
    const streams = await openStreams({ config, rooms: store.rooms, records: store.records, clock, ids, logger, relayNeeded: async () => audience?.needed() });
    teardown.add('streams', () => streams.close());
    const audience = await openMediaProcess({ config, roles: wanted, streams, clock, ids, logger });
    teardown.add('audience plane', async () => audience?.close());
    const sfu = await startMedia({ config, logger, metrics, clock });
    teardown.add('media', () => sfu.close());
    const tokens = createTokens({ ...config, clock });
    const trust = createTrust({ config, rooms: store.rooms, clock, ids });
    const nodes = await openNodes({ config, bus: store.bus, clock, ids, logger });
    teardown.add('nodes', () => nodes.close());
    const { directory } = nodes;
    const rooms = createRooms({ trust, sfu, plane: options.plane ?? audience?.plane, store, clock, ids, logger, metrics, directory, node: config.node });
    teardown.add('rooms', () => rooms.close());
    await rooms.restore();
    if (config.valkeyUrl !== undefined) {
      const adopt = (): void => void rooms.restore().catch((err: unknown) => logger.warn({ err }, 'rooms of other nodes could not be looked through'));
      teardown.add('adoption', every(clock, adoptMs, adopt));
    }
    const lan = config.lan && (await createLanCodes({ store, clock, ids }));
    const gateway = createGateway({ words: createWordFilter(config.blockedWords), config, tokens, trust, rooms, directory, sfu, logger, metrics, clock, ids });
    const app = await createApp({ config, tokens, trust, store, media: sfu, networkTests: sfu.networkTests, census: await nodes.census(rooms), streams, lan, logger, metrics, clock, ids, pages, isDraining: () => draining });
    teardown.add('http', () => app.close());
    teardown.add('sockets', () => gateway.close());
    teardown.add('drain', () => {
      draining = true;
      return gateway.drain();
    });
    gateway.attach(app.server);
    const url = await listen(app, config);
    nodes.announce(url);
    return { url, lan, workerPids: () => sfu.pids(), close: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}
