import type { FastifyInstance } from 'fastify';
import type { TestContext } from 'node:test';
import { createTokens, type Tokens } from '../../server/auth/tokens.ts';
import { createTrust } from '../../server/auth/trust.ts';
import type { Config } from '../../server/config.ts';
import { createApp } from '../../server/http/app.ts';
import type { PageFolders } from '../../server/http/page-folders.ts';
import { createLogger } from '../../server/observe/logger.ts';
import { createCensus } from '../../server/nodes/census.ts';
import { createMetrics } from '../../server/observe/metrics.ts';
import { NetworkTests } from '../../server/sfu/network-tests.ts';
import { SignalError } from '../../server/signal-error.ts';
import { createEmbeddedStore } from '../../server/store/embedded.ts';
import type { Store } from '../../server/store/ports.ts';
import { openStreams, type Streams } from '../../server/streams/streams.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeIds } from './fake-ids.ts';
import { tempDir } from './temp-dir.ts';
import { testConfig } from './test-config.ts';

export interface HttpApp {
  readonly app: FastifyInstance;
  readonly clock: FakeClock;
  readonly store: Store;
  readonly tokens: Tokens;
  readonly streams: Streams;
  readonly dataDir: string;
  /** Everything logged, at every level. */
  readonly logs: string[];
  /** What the rest of the server says of itself; may be changed. */
  readonly state: { mediaReady: boolean; draining: boolean };
}

/** The HTTP side alone, on a real store and a fake clock, answered through `app.inject`. */
export async function httpApp(t: TestContext, changes: Partial<Config> = {}, pages: PageFolders = { pages: undefined, cdn: undefined }): Promise<HttpApp> {
  const clock = createFakeClock();
  const dir = tempDir();
  const config = testConfig(dir, changes);
  const store = await createEmbeddedStore({ dir, clock });
  const tokens = createTokens({ ...config, clock });
  const ids = createFakeIds();
  const trust = createTrust({ config, rooms: store.rooms, clock, ids });
  const logs: string[] = [];
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void logs.push(line) } });
  const streams = await openStreams({ config, rooms: store.rooms, records: store.records, clock, ids, logger });
  const metrics = createMetrics();
  const state = { mediaReady: true, draining: false };
  const media = { rtpCapabilities: { codecs: [] }, get ready() { return state.mediaReady; } };
  // No worker is there to give: every test of the network is answered `busy`.
  const networkTests = new NetworkTests({ lease: () => Promise.reject(new SignalError('busy')), clock });
  const app = await createApp({ config, tokens, trust, store, media, networkTests, census: createCensus({ rooms: { all: () => [] }, now: () => clock.now() }), streams, logger, metrics, clock, ids, pages, isDraining: () => state.draining });
  t.after(async () => {
    await app.close();
    streams.close();
    await store.close();
    metrics.close();
  });
  return { app, clock, store, tokens, streams, dataDir: dir, logs, state };
}

/** An open server for others, with its API key. */
export const inTheOpen: Partial<Config> = { host: '0.0.0.0', loopback: false, apiKey: 'the key of the backend', publicUrl: 'https://live.example', origins: ['https://shop.example'] };
