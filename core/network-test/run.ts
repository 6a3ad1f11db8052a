import { socketUrl } from '../addresses.ts';
import type { Clock } from '../clock.ts';
import { LiveError } from '../errors.ts';
import type { MediaProbe, ProbeLine } from '../media/probe.ts';
import type { ManagerDeps } from '../options.ts';
import { fetchRouterCapabilities } from '../router-capabilities.ts';
import type { NetworkStep, NetworkTestResult, NetworkTestStore } from '../stores/network-test.ts';
import type { NetworkTestOffer, TestPath } from '../wire/network-test.ts';
import type { JsonObject } from '../wire/signal/fields.ts';
import { networkTestApi, type NetworkTestApi } from './api.ts';
import { testSocket } from './socket.ts';
import { delivered, measureUplink } from './uplink.ts';
import { verdictOf, type Findings } from './verdict.ts';

export interface NetworkTestOptions {
  readonly server: string;
  readonly deps: Pick<ManagerDeps, 'clock' | 'fetch' | 'WebSocket' | 'media'>;
  readonly store: NetworkTestStore;
  readonly signal: AbortSignal;
}

/** A path that is not there by then is blocked. */
const pathMs = 5000;

const nothing: Findings = { rttMs: null, udp: null, tcp: null, turn: null, uplinkKbps: null };

/** A signal that follows `parent` and ends by itself after `ms`. `close()` frees both. */
function deadline(parent: AbortSignal, clock: Clock, ms: number): { readonly signal: AbortSignal; close(): void } {
  const control = new AbortController();
  const follow = (): void => control.abort(parent.reason);
  if (parent.aborted) follow();
  parent.addEventListener('abort', follow, { once: true });
  const cancel = clock.after(ms, () => control.abort(new LiveError('media-failed')));
  return {
    signal: control.signal,
    close() {
      cancel();
      parent.removeEventListener('abort', follow);
    },
  };
}

/** One run of the test: each step tells the store how it stands. */
class NetworkTestRun {
  readonly #options: NetworkTestOptions;
  readonly #api: NetworkTestApi;
  readonly #lines: Partial<Record<TestPath, ProbeLine>> = {};

  constructor(options: NetworkTestOptions) {
    this.#options = options;
    this.#api = networkTestApi(options.server, options.deps.fetch, options.signal);
  }

  async run(): Promise<Findings> {
    const { server, deps: { clock, WebSocket, media }, signal } = this.#options;
    this.#step('socket', 'running');
    const rttMs = await testSocket(socketUrl(server), WebSocket, clock, signal);
    this.#step('socket', rttMs === null ? 'failed' : 'ok');
    const probe = await media.openProbe?.();
    const [offer, capabilities] = rttMs === null || !probe ? [null, null] : await Promise.all([this.#api.open(), this.#capabilities()]);
    if (!probe || !offer || !capabilities) {
      for (const step of ['udp', 'tcp', 'turn', 'uplink'] as const) this.#step(step, 'untested');
      return { ...nothing, rttMs };
    }
    try {
      return { rttMs, ...(await this.#paths(probe, offer, capabilities)), uplinkKbps: await this.#uplink(offer.testId) };
    } finally {
      for (const line of Object.values(this.#lines)) line.close();
    }
  }

  async #paths(probe: MediaProbe, offer: NetworkTestOffer, capabilities: JsonObject): Promise<Pick<Findings, 'udp' | 'tcp' | 'turn'>> {
    const { signal, deps: { clock } } = this.#options;
    const limit = deadline(signal, clock, pathMs);
    const path = (name: TestPath): Promise<boolean> => this.#tried(name, async () => {
      this.#lines[name] = await probe.openPath({
        transport: offer[name],
        rtpCapabilities: capabilities,
        connect: (dtlsParameters) => this.#api.connect(offer.testId, name, dtlsParameters),
        signal: limit.signal,
      });
      return true;
    });
    const relays = offer.iceServers.filter(({ urls }) => [urls].flat().some((url) => /^turns?:/.test(url))) as RTCIceServer[];
    try {
      const [udp, tcp, turn] = await Promise.all([path('udp'), path('tcp'), relays.length > 0 ? this.#tried('turn', () => probe.reachesRelay(relays, limit.signal)) : this.#untested('turn')]);
      return { udp, tcp, turn };
    } finally {
      limit.close();
    }
  }

  async #uplink(testId: string): Promise<number | null> {
    const { signal, deps: { clock } } = this.#options;
    const name: TestPath = this.#lines.udp ? 'udp' : 'tcp';
    const line = this.#lines[name];
    if (!line) return this.#untested('uplink');
    this.#step('uplink', 'running');
    const { paceKbps, sentBytes } = await measureUplink(line, clock, signal);
    const received = await this.#api.end(testId);
    const kbps = delivered(paceKbps, sentBytes, received?.[name] ?? null);
    this.#step('uplink', kbps === null ? 'failed' : 'ok');
    return kbps;
  }

  async #tried(step: NetworkStep, attempt: () => Promise<boolean>): Promise<boolean> {
    this.#step(step, 'running');
    const ok = await attempt().catch(() => {
      this.#options.signal.throwIfAborted();
      return false;
    });
    this.#step(step, ok ? 'ok' : 'failed');
    return ok;
  }

  #untested(step: NetworkStep): null {
    this.#step(step, 'untested');
    return null;
  }

  async #capabilities(): Promise<JsonObject | null> {
    const { server, deps: { fetch } } = this.#options;
    return fetchRouterCapabilities(server, fetch).catch(() => null);
  }

  #step(step: NetworkStep, state: Parameters<NetworkTestStore['applyStep']>[1]): void {
    this.#options.store.applyStep(step, state);
  }
}

/** Tests the network from here to the server. Rejects only when the signal is aborted: what fails on the way is the result. */
export async function runNetworkTest(options: NetworkTestOptions): Promise<NetworkTestResult> {
  const { store, signal } = options;
  store.begin();
  try {
    const findings = await new NetworkTestRun(options).run();
    signal.throwIfAborted();
    const result = verdictOf(findings);
    store.finish(result);
    return result;
  } catch (error) {
    store.finish(null);
    throw error;
  }
}
