import { loadSession } from '../../../core/load-session.ts';
import { MufLiveManager } from '../../../core/manager.ts';
import type { LiveEventName, LiveEvents } from '../../../core/live-event.ts';
import { LiveEvent } from '../../../core/live-event.ts';
import type { ManagerOptions } from '../../../core/options.ts';
import { createFakeClock, settle, type FakeClock } from '../../../core/testing/fake-clock.ts';
import { fakeMedia, type FakeMedia } from '../../../core/testing/fake-media.ts';
import { createFakeNetwork, type FakeNetwork } from '../../../core/testing/fake-network.ts';
import { createFakeRandom } from '../../../core/testing/fake-random.ts';
import { FakeSignalServer } from '../../../core/testing/fake-signal-server.ts';

// As in a page that has prefetched it: starts then take no turn of the event loop that a fake clock cannot see.
await loadSession();

export interface Told<Name extends LiveEventName = LiveEventName> { readonly name: Name; readonly payload: LiveEvents[Name] }

export interface Harness {
  readonly manager: MufLiveManager;
  readonly server: FakeSignalServer;
  readonly clock: FakeClock;
  readonly network: FakeNetwork;
  readonly media: FakeMedia;
  /** Every event, in order. */
  readonly told: Told[];
  payloads<Name extends LiveEventName>(name: Name): LiveEvents[Name][];
  /** Requests over HTTP, newest last. */
  readonly fetched: { url: string; init: RequestInit }[];
  /** What HTTP answers next, and from then on. */
  answerHttp(status: number, body: object): void;
}

/** A manager in a world of fakes: time, network, sockets, devices and HTTP. */
export function createHarness(options: ManagerOptions = {}): Harness {
  const [server, clock, network, media] = [new FakeSignalServer(), createFakeClock(), createFakeNetwork(), fakeMedia()];
  const fetched: Harness['fetched'] = [];
  let http: { status: number; body: object } = { status: 200, body: { token: 'token-1', roomId: 'room-1', peerId: 'web-me' } };
  const fetch = (async (url: string, init: RequestInit) => {
    fetched.push({ url, init });
    return new Response(JSON.stringify(http.body), { status: http.status, headers: { 'content-type': 'application/json' } });
  }) as typeof globalThis.fetch;
  const manager = new MufLiveManager({ server: 'http://live.test', media, ...options, deps: { clock, random: createFakeRandom(), network, fetch, WebSocket: server.WebSocket, ...options.deps } });
  const told: Told[] = [];
  for (const name of Object.values(LiveEvent)) manager.on(name, (payload) => void told.push({ name, payload }));
  return {
    manager, server, clock, network, media, told, fetched,
    payloads: <Name extends LiveEventName>(name: Name) => told.filter((event): event is Told<Name> => event.name === name).map(({ payload }) => payload),
    answerHttp: (status, body) => { http = { status, body }; },
  };
}

/** Watching, with a host on stage. */
export async function viewing(options?: ManagerOptions): Promise<Harness> {
  const harness = createHarness(options);
  await harness.manager.joinAsViewer('room-1', { token: 'token-1' });
  await settle();
  return harness;
}

/** Live as the original host. */
export async function hosting(options?: ManagerOptions): Promise<Harness> {
  const harness = createHarness(options);
  harness.server.room.asHost();
  await harness.manager.startBroadcast({ token: 'token-1' });
  await settle();
  return harness;
}

/** Resolves to the rejection of `promise`; throws when it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error & { code?: string; state?: string; call?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error & { code?: string };
  }
  throw new Error('It should have been refused.');
}
