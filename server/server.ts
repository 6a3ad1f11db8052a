import { createTokens } from './auth/tokens.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { findPageFolders, type PageFolders } from './http/page-folders.ts';
import { systemIds, type Ids } from './ids.ts';
import { listen } from './listen.ts';
import { createLogger, type Logger } from './observe/logger.ts';
import { createMetrics } from './observe/metrics.ts';
import { createRooms } from './rooms/rooms.ts';
import { createGateway } from './signal/gateway.ts';
import { startMedia } from './start-media.ts';
import { createEmbeddedStore } from './store/embedded.ts';
import { createTeardown } from './teardown.ts';

export interface ServerOptions {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
  readonly pages?: PageFolders;
}

export interface Server {
  /** Where it listens, with a trailing slash. */
  readonly url: string;
  /** Process ids of the media workers alive now. */
  workerPids(): readonly number[];
  /** Tells every page that the server goes, then lets go of everything. Rooms stay stored. Safe to call twice. */
  close(): Promise<void>;
}

/** Sockets and requests that have not ended by then are cut. */
const drainMs = 8000;

/** Starts one whole server. Throws a `StartError`, having closed whatever had been opened. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<Server> {
  const { clock = systemClock, ids = systemIds, logger = createLogger({ level: config.logLevel }), pages = findPageFolders() } = options;
  const metrics = createMetrics();
  const teardown = createTeardown({ clock, logger, deadlineMs: drainMs });
  teardown.add('metrics', () => metrics.close());
  let draining = false;
  try {
    const store = await createEmbeddedStore({ dir: config.dataDir, clock, onError: (err) => logger.error({ err }, 'the store failed in the background') });
    teardown.add('store', () => store.close());
    const sfu = await startMedia({ config, logger, metrics, clock });
    teardown.add('media', () => sfu.close());
    const tokens = createTokens({ secrets: config.secrets, clock });
    const rooms = createRooms({ sfu, store, clock, ids, logger, metrics, node: config.node });
    teardown.add('rooms', () => rooms.close());
    await rooms.restore();
    const gateway = createGateway({ config, tokens, rooms, sfu, logger, metrics, clock, ids });
    const app = await createApp({ config, tokens, store, media: sfu, logger, metrics, clock, ids, pages, isDraining: () => draining });
    teardown.add('http', () => app.close());
    teardown.add('sockets', () => gateway.close());
    teardown.add('drain', () => {
      draining = true;
      return gateway.drain();
    });
    gateway.attach(app.server);
    const url = await listen(app, config);
    return { url, workerPids: () => sfu.pids(), close: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}
