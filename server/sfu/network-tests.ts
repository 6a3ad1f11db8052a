import type { DtlsParameters, Router, WebRtcServer, WebRtcTransport } from 'mediasoup/types';
import type { JsonObject } from '../../core/wire/signal/fields.ts';
import { networkTestMs, testPaths, type TestPath, type TestTransport } from '../../core/wire/network-test.ts';
import type { Clock } from '../clock.ts';
import { SignalError } from '../signal-error.ts';
import { refusalOf } from './checks.ts';
import type { RouterLease } from './worker-pool.ts';

export type PathBytes = Readonly<Record<TestPath, number>>;

export interface OpenedTest extends Readonly<Record<TestPath, TestTransport>> { readonly testId: string; readonly expiresAt: number }

export interface NetworkTestsOptions {
  lease(): Promise<RouterLease>;
  readonly clock: Clock;
  /** Tests at the same time: each may take some Mbit/s for two seconds. */
  readonly max?: number;
}

interface Test { readonly router: Router; readonly transports: Readonly<Record<TestPath, WebRtcTransport>>; readonly asked: Set<TestPath>; cancel(): void }

const asJson = (value: unknown): JsonObject => value as JsonObject;

const infoOf = ({ id, iceParameters, iceCandidates, dtlsParameters, sctpParameters }: WebRtcTransport): TestTransport => ({
  transportId: id,
  iceParameters: asJson(iceParameters),
  iceCandidates: iceCandidates.map(asJson),
  dtlsParameters: asJson(dtlsParameters),
  sctpParameters: asJson(sctpParameters),
});

const transportFor = (router: Router, webRtcServer: WebRtcServer, path: TestPath): Promise<WebRtcTransport> =>
  router.createWebRtcTransport({ webRtcServer, enableUdp: path === 'udp', enableTcp: path === 'tcp', enableSctp: true });

async function bytesOf(transport: WebRtcTransport): Promise<number> {
  const [stats] = await transport.getStats();
  return stats?.bytesReceived ?? 0;
}

/**
 * Tests of the way to this server: each is two transports, one over UDP and one over TCP, on the ports that rooms use.
 * What comes in is counted and thrown away. A test ends by itself after `networkTestMs`.
 */
export class NetworkTests {
  readonly #lease: () => Promise<RouterLease>;
  readonly #clock: Clock;
  readonly #max: number;
  readonly #tests = new Map<string, Test>();
  #opening = 0;
  #closed = false;

  constructor({ lease, clock, max = 16 }: NetworkTestsOptions) {
    this.#lease = lease;
    this.#clock = clock;
    this.#max = max;
  }

  /** Throws `busy` while too many run. */
  async open(): Promise<OpenedTest> {
    if (this.#closed || this.#tests.size + this.#opening >= this.#max) throw new SignalError('busy', { retryAfterMs: networkTestMs });
    this.#opening += 1;
    try {
      return await this.#openOn(await this.#lease());
    } finally {
      this.#opening -= 1;
    }
  }

  /** Once for each path. Throws `not-found` or `bad-message`. */
  async connect(testId: string, path: TestPath, dtlsParameters: DtlsParameters): Promise<void> {
    const { transports, asked } = this.#find(testId);
    if (asked.has(path)) throw new SignalError('bad-message');
    asked.add(path);
    await transports[path].connect({ dtlsParameters }).catch((error: unknown) => { throw refusalOf(error); });
  }

  /** Bytes received by each path. Throws `not-found`. */
  async end(testId: string): Promise<PathBytes> {
    const { transports } = this.#find(testId);
    try {
      const [udp, tcp] = await Promise.all(testPaths.map((path) => bytesOf(transports[path]))) as [number, number];
      return { udp, tcp };
    } catch (error) {
      throw refusalOf(error);
    } finally {
      this.#drop(testId);
    }
  }

  close(): void {
    this.#closed = true;
    for (const testId of [...this.#tests.keys()]) this.#drop(testId);
  }

  async #openOn({ router, webRtcServer }: RouterLease): Promise<OpenedTest> {
    try {
      const [udp, tcp] = await Promise.all(testPaths.map((path) => transportFor(router, webRtcServer, path))) as [WebRtcTransport, WebRtcTransport];
      if (this.#closed || router.closed) throw new SignalError('busy');
      const cancel = this.#clock.after(networkTestMs, () => this.#drop(router.id));
      this.#tests.set(router.id, { router, transports: { udp, tcp }, asked: new Set(), cancel });
      router.once('workerclose', () => this.#drop(router.id));
      return { testId: router.id, expiresAt: this.#clock.now() + networkTestMs, udp: infoOf(udp), tcp: infoOf(tcp) };
    } catch (error) {
      router.close();
      throw refusalOf(error);
    }
  }

  #drop(testId: string): void {
    const test = this.#tests.get(testId);
    this.#tests.delete(testId);
    test?.cancel();
    test?.router.close();
  }

  #find(testId: string): Test {
    const test = this.#tests.get(testId);
    if (!test) throw new SignalError('not-found');
    return test;
  }
}
