import { createWorker } from 'mediasoup';
import type { Router, WebRtcServer, Worker } from 'mediasoup/types';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { SignalError } from '../signal-error.ts';
import { mediaCodecs } from './codecs.ts';
import { listenInfos, type ListenOptions } from './listen.ts';

/** A router and what it stands on; `close()` gives both back. */
export interface RouterLease {
  readonly router: Router;
  readonly webRtcServer: WebRtcServer;
  close(): void;
}

export interface WorkerPool {
  /** Opens a router on the least loaded worker. Throws `busy` while none is alive. */
  lease(): Promise<RouterLease>;
  /** Resolves when at least one worker is alive, or the pool is closed. */
  ready(): Promise<void>;
  /** Process ids of the workers alive now. */
  pids(): readonly number[];
  close(): void;
}

export interface PoolOptions {
  readonly config: ListenOptions & { readonly workers: number };
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'workerDeaths'>;
  readonly clock: Clock;
}

interface LiveWorker { readonly worker: Worker; readonly webRtcServer: WebRtcServer; leases: number }

const firstRetryMs = 100;
const lastRetryMs = 10_000;

/**
 * One mediasoup worker per slot, each with a WebRtcServer (one UDP and TCP port). One that dies is replaced, with
 * growing pauses while the replacement cannot start. Throws when the first workers cannot start.
 */
export async function createWorkerPool({ config, logger, metrics, clock }: PoolOptions): Promise<WorkerPool> {
  const slots: (LiveWorker | undefined)[] = Array.from({ length: config.workers });
  const waiting = new Set<() => void>();
  const retries = new Set<() => void>();
  let closed = false;
  const alive = (): LiveWorker[] => slots.filter((slot) => slot !== undefined);
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };

  async function start(index: number): Promise<void> {
    const worker = await createWorker({ logLevel: 'error' });
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(config, index) });
      if (closed) return worker.close();
      slots[index] = { worker, webRtcServer, leases: 0 };
      worker.on('died', (error) => replace(index, worker.pid, error));
      wake();
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  function replace(index: number, pid: number, error: Error): void {
    slots[index] = undefined;
    metrics.workerDeaths.inc();
    logger.error({ pid, err: error }, 'media worker died');
    restart(index, 0);
  }

  function restart(index: number, attempt: number): void {
    if (closed) return;
    start(index).then(
      () => logger.warn({ worker: index }, 'media worker replaced'),
      (error: unknown) => {
        logger.error({ worker: index, attempt, err: error }, 'media worker cannot start');
        const cancel = clock.after(Math.min(firstRetryMs * 2 ** attempt, lastRetryMs), () => {
          retries.delete(cancel);
          restart(index, attempt + 1);
        });
        retries.add(cancel);
      },
    );
  }

  function close(): void {
    closed = true;
    for (const cancel of retries) cancel();
    for (const { worker } of alive()) worker.close();
    slots.fill(undefined);
    wake();
  }

  try {
    await Promise.all(slots.map((_, index) => start(index)));
  } catch (error) {
    close();
    throw error;
  }

  return {
    async lease() {
      const [least] = alive().toSorted((a, b) => a.leases - b.leases);
      if (!least) throw new SignalError('busy');
      least.leases += 1;
      try {
        const router = await least.worker.createRouter({ mediaCodecs: [...mediaCodecs] });
        router.observer.once('close', () => { least.leases -= 1; });
        return { router, webRtcServer: least.webRtcServer, close: () => router.close() };
      } catch (error) {
        least.leases -= 1;
        throw new SignalError('busy', { cause: error });
      }
    },
    async ready() {
      if (closed || alive().length > 0) return;
      await new Promise<void>((resolve) => waiting.add(resolve));
    },
    pids: () => alive().map(({ worker }) => worker.pid),
    close,
  };
}
