import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { leanFlag } from '../setup/lean.ts';
import { StartError } from '../start-error.ts';
import { serveAuthority } from '../streams/authority-ipc.ts';
import type { Authority } from '../streams/authority-port.ts';
import { childMark, isBegan, type Began, type Begin } from './child-messages.ts';
import { portOf } from './ipc.ts';
import type { PlaneConfig } from './plane-config.ts';

export interface MediaChildOptions {
  readonly config: PlaneConfig;
  readonly authority: Authority;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** Told the port it took, each time it is there. */
  readonly listening: (port: number) => void;
}

/** Between deaths, ms: twice as long each time; it starts over once it has run well for a minute. */
const [shortestMs, longestMs, wellMs] = [200, 10_000, 60_000];
const startMs = 20_000;
/** How long it may take to end, ms. */
const endMs = 5000;

/** Beside this file in the sources; one file with everything else in the package. */
const entry = (): string => (import.meta.filename.endsWith('.ts') ? join(import.meta.dirname, '..', 'main.ts') : join(import.meta.dirname, 'main.js'));

/**
 * The process that relays and packages, so that chat never waits for media. It is started by the first use, for many
 * servers have rooms only, and then again whenever it dies, at the same port.
 */
export class MediaChild {
  readonly #options: MediaChildOptions;
  #child: ChildProcess | undefined;
  #running: Promise<number> | undefined;
  #port: number;
  #pauseMs = shortestMs;
  #cancelRestart = (): void => {};
  #closed = false;

  constructor(options: MediaChildOptions) {
    this.#options = options;
    this.#port = options.config.port;
  }

  /** Its process id while it runs. */
  get pid(): number | undefined { return this.#child?.pid; }

  /** Starts it when it does not run; resolves to its port. Rejects with a `StartError` when it cannot start. */
  start(): Promise<number> {
    if (this.#closed) return Promise.reject(new StartError('The server is shutting down.'));
    this.#cancelRestart();
    return (this.#running ??= this.#begin());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRestart();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const cancel = this.#options.clock.after(endMs, () => child.kill('SIGKILL'));
    await gone;
    cancel();
  }

  async #begin(): Promise<number> {
    const { config, authority, clock, listening } = this.#options;
    const child = this.#child = spawnMedia(config);
    const startedAt = clock.now();
    const channel = portOf(child);
    const stopAuthority = serveAuthority(channel, authority);
    child.once('exit', (code, signal) => {
      stopAuthority();
      this.#ended(clock.now() - startedAt, { code, signal });
    });
    const begun = beginning(child, clock);
    channel.post({ plane: 'begin', config: { ...config, port: this.#port } } satisfies Begin);
    this.#port = await begun;
    listening(this.#port);
    return this.#port;
  }

  #ended(ranMs: number, how: object): void {
    const { clock, logger } = this.#options;
    this.#child = this.#running = undefined;
    if (this.#closed) return;
    if (ranMs > wellMs) this.#pauseMs = shortestMs;
    logger.warn({ ...how, pauseMs: this.#pauseMs }, 'the media process has ended; it is started again');
    this.#cancelRestart = clock.after(this.#pauseMs, () => void this.start().catch((err: unknown) => logger.warn({ err }, 'the media process could not be started')));
    this.#pauseMs = Math.min(longestMs, this.#pauseMs * 2);
  }
}

function spawnMedia({ roles }: PlaneConfig): ChildProcess {
  const cache = getCompileCacheDir();
  return fork(entry(), ['--only', roles.join(',')], {
    env: { ...process.env, ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }), [childMark]: String(process.pid) },
    execArgv: [leanFlag],
    // Standard output is for what people read.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Resolves to the port it listens on. Rejects with a `StartError` when it says why not, ends, or takes too long. */
async function beginning(child: ChildProcess, clock: Clock): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<Began>();
  const failed = (sentence: string): void => resolve({ plane: 'failed', sentence });
  const hear = (message: unknown): void => { if (isBegan(message)) resolve(message); };
  const ended = (): void => failed('The media process ended while it started; its log says why.');
  child.on('message', hear).once('exit', ended).once('error', reject);
  const cancel = clock.after(startMs, () => {
    child.kill('SIGKILL');
    failed('The media process did not start in time.');
  });
  try {
    const began = await promise;
    if (began.plane === 'failed') throw new StartError(began.sentence);
    return began.port;
  } finally {
    cancel();
    child.off('message', hear).off('exit', ended);
  }
}
