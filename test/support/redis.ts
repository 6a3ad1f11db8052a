import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { debian, ensurePackages, type PackageSystem } from '../../server/setup/debian.ts';
import { sayToTerminal, SetupError, type Say } from '../../server/setup/setup-error.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const names = ['valkey-server', 'redis-server'];

const find = (): string | undefined => names.find((name) => spawnSync(name, ['--version']).status === 0);

/**
 * A server to test the Valkey store with: the first of `valkey-server` and `redis-server` on the PATH, else Debian's
 * `redis-server`, installed where we may.
 * @throws {SetupError} with a sentence that says what to install.
 */
export async function ensureRedis(say: Say = sayToTerminal, system: PackageSystem = debian, look: () => string | undefined = find): Promise<string> {
  const found = look();
  if (found !== undefined) return found;
  await ensurePackages(['redis-server'], 'Testing the Valkey store', say, system);
  const installed = look();
  if (installed === undefined) throw new SetupError('No Valkey or Redis server was found. Install valkey-server or redis-server.');
  return installed;
}

export interface TestRedis {
  /** A database of its own, as `VALKEY_URL` names it. */
  url(): string;
  readonly port: number;
  /** Ends it at once, and with it all it held. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A real server on a free port of the loopback that keeps nothing on disk. `more` are its own options. */
export async function startRedis(more: readonly string[] = []): Promise<TestRedis> {
  const command = await ensureRedis();
  const port = await freePort();
  let child: ChildProcess | undefined;
  let database = 0;
  const redis: TestRedis = {
    port,
    url: () => `redis://127.0.0.1:${port}/${(database += 1)}`,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async start() {
      let printed = '';
      const started = child = spawn(command, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--databases', '256', ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
      started.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
      await until(() => {
        if (started.exitCode !== null) throw new Error(`it ended:\n${printed}`);
        return printed;
      }, (text) => text.includes('Ready to accept connections'), { what: `${command} is ready`, every: 10 });
    },
    close: () => redis.kill(),
  };
  await redis.start();
  return redis;
}
