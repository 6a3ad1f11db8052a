import { createWorker } from 'mediasoup';
import type { Router, RouterRtpCodecCapability, WebRtcServer, Worker } from 'mediasoup/types';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { SignalError } from '../signal-error.ts';
import { mediaCodecs } from './codecs.ts';
import { listenInfos, type ListenOptions } from './listen.ts';

/** A router and what it stands on. Closing the router gives its place back. */
export interface RouterLease {
  readonly router: Router;
  readonly webRtcServer: WebRtcServer;
  /** Throws `busy` when the worker has as many transports as it may. */
  requireCapacity(): void;
}

export interface PoolOptions {
  readonly config: ListenOptions & { readonly workers: number; readonly transportsPerWorker?: number };
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'workerDeaths'>;
  readonly clock: Clock;
}

interface LiveWorker { readonly worker: Worker; readonly webRtcServer: WebRtcServer; leases: number; transports: number }

const firstRetryMs = 100;
const lastRetryMs = 10_000;

/**
 * One mediasoup worker per slot, each with a WebRtcServer (one UDP and TCP port). One that dies is replaced, with
 * growing pauses while the replacement cannot start.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots: (LiveWorker | undefined)[];
  readonly #waiting = new Set<() => void>();
  readonly #retries = new Set<() => void>();
  #closed = false;

  private constructor(options: PoolOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.config.workers });
  }

  /** Throws when the first workers cannot start. */
  static async start(options: PoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await Promise.all([...pool.#slots.keys()].map((index) => pool.#start(index)));
      return pool;
    } catch (error) {
      pool.close();
      throw error;
    }
  }

  /** Process ids of the workers alive now. */
  get pids(): readonly number[] {
    return this.#alive.map(({ worker }) => worker.pid);
  }

  /** Opens a router on the least loaded worker. Throws `busy` while none is alive. */
  async lease(codecs: readonly RouterRtpCodecCapability[] = mediaCodecs): Promise<RouterLease> {
    const [least] = this.#alive.toSorted((a, b) => a.leases - b.leases);
    if (!least) throw new SignalError('busy');
    least.leases += 1;
    try {
      const router = await least.worker.createRouter({ mediaCodecs: [...codecs] });
      router.observer.once('close', () => { least.leases -= 1; });
      router.observer.on('newtransport', (transport) => {
        least.transports += 1;
        transport.observer.once('close', () => { least.transports -= 1; });
      });
      return { router, webRtcServer: least.webRtcServer, requireCapacity: () => this.#requireCapacity(least) };
    } catch (error) {
      least.leases -= 1;
      throw new SignalError('busy', { cause: error });
    }
  }

  #requireCapacity({ transports }: LiveWorker): void {
    const { transportsPerWorker = Infinity } = this.#options.config;
    if (transports >= transportsPerWorker) throw new SignalError('busy', { retryAfterMs: 5000 });
  }

  /** Resolves when at least one worker is alive, or the pool is closed. */
  async ready(): Promise<void> {
    if (this.#closed || this.#alive.length > 0) return;
    await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#retries) cancel();
    for (const { worker } of this.#alive) worker.close();
    this.#slots.fill(undefined);
    this.#wake();
  }

  /** A worker that dies closes its routers first, and tells of its death last. */
  get #alive(): LiveWorker[] {
    return this.#slots.filter((slot): slot is LiveWorker => slot?.worker.closed === false);
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async #start(index: number): Promise<void> {
    const worker = await createWorker({ logLevel: 'error' });
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(this.#options.config, index) });
      if (this.#closed) return worker.close();
      this.#slots[index] = { worker, webRtcServer, leases: 0, transports: 0 };
      worker.on('died', (error) => this.#died(index, worker.pid, error));
      this.#wake();
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  #died(index: number, pid: number, error: Error): void {
    const { logger, metrics } = this.#options;
    this.#slots[index] = undefined;
    metrics.workerDeaths.inc();
    logger.error({ pid, err: error }, 'media worker died');
    void this.#restart(index, 0);
  }

  async #restart(index: number, attempt: number): Promise<void> {
    if (this.#closed) return;
    const { logger, clock } = this.#options;
    try {
      await this.#start(index);
      logger.warn({ worker: index }, 'media worker replaced');
    } catch (error) {
      logger.error({ worker: index, attempt, err: error }, 'media worker cannot start');
      const cancel = clock.after(Math.min(firstRetryMs * 2 ** attempt, lastRetryMs), () => {
        this.#retries.delete(cancel);
        void this.#restart(index, attempt + 1);
      });
      this.#retries.add(cancel);
    }
  }
}
