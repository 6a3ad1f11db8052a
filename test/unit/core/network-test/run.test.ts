import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MediaProbe, PathOptions, ProbeLine } from '../../../../core/media/probe.ts';
import { createFakeClock, settle, type FakeClock } from '../../../../core/testing/fake-clock.ts';
import { fakeMedia } from '../../../../core/testing/fake-media.ts';
import type { NetworkTestResult, NetworkTestState } from '../../../../core/stores/network-test.ts';
import { createHarness, rejectionOf, type Harness } from '../harness.ts';

const transport = { transportId: 't', iceParameters: {}, iceCandidates: [], dtlsParameters: {}, sctpParameters: {} };
const offer = { testId: 'test-1', expiresAt: 1, udp: { ...transport, transportId: 'udp' }, tcp: { ...transport, transportId: 'tcp' }, iceServers: [] as object[] };

/** A line that empties at a steady pace on the fake clock. */
class FakeLine implements ProbeLine {
  given = 0;
  closed = false;
  readonly #clock: FakeClock;
  readonly #bytesPerMs: number;
  #unsent = 0;
  #at: number;

  constructor(clock: FakeClock, kbps: number) {
    this.#clock = clock;
    this.#bytesPerMs = kbps / 8;
    this.#at = clock.now();
  }

  send(bytes: Uint8Array): void {
    this.given += bytes.length;
    this.#unsent = this.unsent + bytes.length;
  }

  get unsent(): number {
    const now = this.#clock.now();
    this.#unsent = Math.max(0, this.#unsent - (now - this.#at) * this.#bytesPerMs);
    this.#at = now;
    return this.#unsent;
  }

  close(): void {
    this.closed = true;
  }
}

interface World extends Harness {
  readonly lines: FakeLine[];
  /** Paths, in the order they were asked for. */
  readonly asked: string[];
  readonly seen: NetworkTestState[];
  run(): Promise<NetworkTestResult>;
}

interface WorldOptions { paths?: Partial<Record<'udp' | 'tcp', 'open' | 'refused' | 'silent'>>; kbps?: number; lost?: number; relay?: boolean; offer?: object | number; noProbe?: boolean }

/** A manager whose network is as the test wants it. */
function world({ paths = {}, kbps = 4000, lost = 0, relay, offer: given = offer, noProbe = false }: WorldOptions = {}): World {
  const clock = createFakeClock();
  const lines: FakeLine[] = [];
  const asked: string[] = [];
  const probe: MediaProbe = {
    async openPath({ transport: { transportId }, connect, signal }: PathOptions) {
      const how = paths[transportId as 'udp' | 'tcp'] ?? 'open';
      if (how === 'refused') throw new Error('refused');
      await connect({ fingerprints: [] });
      if (how === 'silent') return new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); });
      const line = new FakeLine(clock, kbps);
      lines.push(line);
      return line;
    },
    reachesRelay: async () => relay ?? false,
  };
  const fetch = (async (url: string) => {
    const path = new URL(url).pathname;
    asked.push(path);
    if (path === '/network-test' && typeof given === 'number') return new Response('{}', { status: given });
    const sent = lines[0] ? lines[0].given - lines[0].unsent : 0;
    const body = path === '/network-test' ? given : path.endsWith('/end') ? { received: { udp: sent * (1 - lost), tcp: sent * (1 - lost) } } : {};
    return new Response(JSON.stringify(body), { status: 200 });
  }) as typeof globalThis.fetch;
  const media = { ...fakeMedia(), ...(noProbe ? {} : { openProbe: async () => probe }) };
  const harness = createHarness({ media, deps: { clock, fetch } });
  harness.server.refuse('SetTyping', 'not-joined');
  const seen: NetworkTestState[] = [];
  harness.manager.stores.networkTest.$test.listen((state) => void seen.push(state));
  return {
    ...harness, clock, lines, asked, seen,
    async run() {
      const running = harness.manager.testNetwork();
      const state = { over: false };
      running.finally(() => { state.over = true; }).catch(() => {});
      for (let turn = 0; !state.over && turn < 1000; turn++) {
        await settle();
        await new Promise(setImmediate);
        await clock.advance(20);
      }
      return running;
    },
  };
}

describe('manager.testNetwork()', () => {
  it('finds a good network good, tells of each step, and leaves nothing open', async () => {
    const { run, lines, asked, seen, manager, clock } = world();
    const result = await run();
    assert.deepEqual([result.verdict, result.cause, result.udp, result.tcp, result.turn], ['good', 'none', true, true, null]);
    assert.ok(result.rttMs !== null && Math.abs(result.uplinkKbps! - 4000) < 200, JSON.stringify(result));
    assert.deepEqual(asked, ['/network-test', '/router-rtp-capabilities', '/network-test/test-1/connect', '/network-test/test-1/connect', '/network-test/test-1/end']);
    assert.ok(lines.every(({ closed }) => closed));
    assert.deepEqual(manager.stores.networkTest.$test.get(), { status: 'done', steps: { socket: 'ok', udp: 'ok', tcp: 'ok', turn: 'untested', uplink: 'ok' }, result });
    assert.deepEqual(seen[1]?.steps.socket, 'running');
    assert.equal(clock.pending(), 0, 'no timer is left');
  });

  it('names what is wrong: no UDP, nothing at all, a slow line, a lossy one', async () => {
    const outcomes = [];
    for (const options of [{ paths: { udp: 'silent' } }, { paths: { udp: 'refused', tcp: 'silent' } }, { kbps: 900 }, { kbps: 2000, lost: 0.9 }] as const) {
      const { run } = world(options);
      const { verdict, cause } = await run();
      outcomes.push(`${verdict} ${cause}`);
    }
    assert.deepEqual(outcomes, ['fair tcp-only', 'blocked media-blocked', 'fair slow-uplink', 'poor slow-uplink']);
  });

  it('gives a silent path five seconds', async () => {
    const { run, clock } = world({ paths: { udp: 'silent', tcp: 'silent' } });
    const began = clock.now();
    await run();
    assert.ok(clock.now() - began >= 5000 && clock.now() - began < 6000, String(clock.now() - began));
  });

  it('tries the relays that are configured', async () => {
    const iceServers = [{ urls: ['stun:s.example', 'turn:r.example'], username: 'u', credential: 'c' }];
    const found = await world({ paths: { udp: 'refused', tcp: 'refused' }, relay: true, offer: { ...offer, iceServers } }).run();
    assert.deepEqual([found.turn, found.verdict, found.cause], [true, 'fair', 'relay-only']);
    const stunOnly = await world({ offer: { ...offer, iceServers: [{ urls: 'stun:s.example' }] } }).run();
    assert.equal(stunOnly.turn, null);
  });

  it('ends with a verdict where the server cannot be reached', async () => {
    const { run, server, asked } = world();
    server.reachable = false;
    const { verdict, cause, rttMs } = await run();
    assert.deepEqual([verdict, cause, rttMs], ['blocked', 'server-unreachable', null]);
    assert.deepEqual(asked, [], 'and asks nothing more of it');
  });

  it('counts as untested what this platform or server cannot', async () => {
    for (const options of [{ noProbe: true }, { offer: 404 }, { offer: 429 }, { offer: { rubbish: true } }]) {
      const { run, manager } = world(options);
      const { verdict, udp, tcp, uplinkKbps } = await run();
      assert.deepEqual([verdict, udp, tcp, uplinkKbps], ['good', null, null, null]);
      assert.equal(manager.stores.networkTest.$test.get().steps.udp, 'untested');
    }
  });

  it('is one test however often it is asked for', async () => {
    const { run, manager, asked } = world();
    const [one, two] = await Promise.all([run(), manager.testNetwork()]);
    assert.equal(one, two);
    assert.equal(asked.filter((path) => path === '/network-test').length, 1);
    await run();
    assert.equal(asked.filter((path) => path === '/network-test').length, 2, 'and may be asked for again');
  });

  it('makes way for a start, and for close()', async () => {
    for (const leave of [(world: World) => world.manager.joinAsViewer('room-1', { token: 'token-1' }), (world: World) => world.manager.close()]) {
      const here = world({ paths: { udp: 'silent', tcp: 'silent' } });
      const test = here.manager.testNetwork();
      const refused = rejectionOf(test);
      await settle();
      await new Promise(setImmediate);
      await leave(here);
      assert.equal((await refused).code, 'cancelled');
      assert.equal(here.manager.stores.networkTest.$test.get().status, 'idle');
    }
  });
});
