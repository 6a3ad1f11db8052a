import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Claims } from '../../core/wire/signal/claims.ts';
import type { ReplyOf } from '../../core/wire/signal/replies.ts';
import { systemClock, type Clock } from '../../server/clock.ts';
import type { Config } from '../../server/config.ts';
import { createLogger, type LogLevel } from '../../server/observe/logger.ts';
import type { AudiencePlane } from '../../server/rooms/audience-plane.ts';
import { startServer, type Server } from '../../server/server.ts';
import type { FakeClock } from './fake-clock.ts';
import { handMint } from './hand-mint.ts';
import { SignalClient } from './signal-client.ts';
import { testConfig, testSecret } from './test-config.ts';

type Minted = Partial<Omit<Claims, 'role' | 'room_id'>> & Pick<Claims, 'role' | 'room_id'>;

/** Lets time go by in steps short enough for pages to answer pings on the way. */
export async function pass(clock: FakeClock, ms: number, ...clients: readonly SignalClient[]): Promise<void> {
  for (let left = ms; left > 0; left -= 5000) {
    clock.advance(Math.min(5000, left));
    await Promise.all(clients.map((client) => client.settled()));
  }
}

export interface SignalServer {
  readonly url: string;
  readonly logs: readonly string[];
  workerPids(): readonly number[];
  /** A token with these claims; good for an hour unless `exp` says otherwise. */
  token(claims: Minted, secret?: string): string;
  connect(options?: ConstructorParameters<typeof SignalClient>[1]): Promise<SignalClient>;
  /** Connects and joins with a token of these claims. */
  join(claims: Minted): Promise<SignalClient & { readonly welcome: ReplyOf<'Welcome'> }>;
  /** Stops it and starts another on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole server in this process, with a real media worker and a data directory of its own; gone when the test is. */
export async function signalServer(t: Pick<TestContext, 'after'>, { clock = systemClock, config: changes = {}, level = 'debug', plane }: { clock?: Clock; config?: Partial<Config>; level?: LogLevel; plane?: AudiencePlane } = {}): Promise<SignalServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muf-live-'));
  const logs: string[] = [];
  const clients = new Set<SignalClient>();
  const logger = createLogger({ level, destination: { write: (line) => void logs.push(line) } });
  const start = (): Promise<Server> => startServer(testConfig(dataDir, changes), { clock, logger, ...(plane && { plane }), pages: { pages: undefined, cdn: undefined } });
  let server = await start();
  t.after(async () => {
    for (const client of clients) client.socket.close();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const self: SignalServer = {
    get url() { return server.url; },
    logs,
    workerPids: () => server.workerPids(),
    token: (claims, secret = testSecret) => handMint({ room_type: 'live', exp: Math.floor(clock.now() / 1000) + 3600, ...claims }, secret),
    async connect(options) {
      const client = new SignalClient(server.url, options);
      clients.add(client);
      return client.opened();
    },
    async join(claims) {
      const client = await self.connect();
      return Object.assign(client, { welcome: await client.must('Join', { token: self.token(claims) }) });
    },
    stop: () => server.close(),
    async restart() {
      await server.close();
      server = await start();
    },
  };
  return self;
}
