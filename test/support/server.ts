import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

const entry = join(import.meta.dirname, '../../server/main.ts');
const readyLine = /muf-live is running at (https?:\/\/\S+?)\/?\s/;
const startMs = 30_000;

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Node's own options, such as `--expose-gc`. */
  readonly nodeOptions?: readonly string[];
  /** The server's own, such as `--lan`. */
  readonly args?: readonly string[];
  /** Any free one when absent. */
  readonly port?: number;
}

/** The real server as a process of its own, on a free port of the loopback, with a data directory that goes with it. */
export interface TestServer {
  /** Origin without a trailing slash; the same after a restart. */
  readonly url: string;
  readonly pid: number;
  /** Everything it printed, for a failed test's message. */
  output(): string;
  alive(): boolean;
  /** The media workers' process ids. */
  workers(): Promise<readonly number[]>;
  /** The process that relays and packages, once it is needed. */
  mediaProcess(): Promise<number | undefined>;
  /** Stops it; resolves when the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Stops it if need be and removes its data. */
  close(): Promise<void>;
}

/** The processes that this one has started, by the beginning of their program's name. */
async function childrenOf(parent: number, program: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(ids.map((id) => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')));
  // pid (comm) state ppid …; comm may hold spaces, so fields count from the closing parenthesis.
  return stats.flatMap((stat) => {
    const match = /^(\d+) \((.*)\) \S+ (\d+) /.exec(stat);
    return match && match[2]!.startsWith(program) && Number(match[3]) === parent ? [Number(match[1])] : [];
  });
}

async function firstLine(child: ChildProcess, output: () => string): Promise<string> {
  return until(() => {
    const url = readyLine.exec(output())?.[1];
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended at once:\n${output()}`);
    return url ?? '';
  }, (url) => url !== '', { what: 'the server is running', within: startMs, every: 20 }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${output()}`);
  });
}

/** Starts the server of this checkout and waits until it answers. */
export async function startServer({ env = {}, nodeOptions = [], args = [], port: wanted = 0 }: ServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muf-live-'));
  let printed = '';
  let child: ChildProcess | undefined;
  let url = '';

  const server: TestServer = {
    get url() { return url; },
    get pid() { return child?.pid ?? 0; },
    output: () => printed,
    alive: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    workers: () => childrenOf(server.pid, 'mediasoup-work'),
    mediaProcess: async () => (await childrenOf(server.pid, 'MainThread'))[0],
    async stop(signal = 'SIGTERM') {
      if (!child || !server.alive()) return child?.exitCode ?? null;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
    async start() {
      const port = url ? new URL(url).port : String(wanted);
      const from = printed.length;
      child = spawn(process.execPath, [...nodeOptions, entry, ...args], {
        env: { ...process.env, LOG_LEVEL: 'warn', RELAY_PORT: '0', MEDIASOUP_ANNOUNCED_IP: '127.0.0.1', ...env, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const note = (chunk: Buffer) => { printed += chunk.toString(); };
      child.stdout!.on('data', note);
      child.stderr!.on('data', note);
      url = await firstLine(child, () => printed.slice(from));
    },
    async close() {
      await server.stop('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
