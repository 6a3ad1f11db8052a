import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Role } from '../../core/wire/signal/claims.ts';
import { subprotocol } from '../../core/wire/signal/subprotocol.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { seededRandom, type SeededRandom } from '../support/random.ts';
import { signalServer, type SignalServer } from '../support/signal-server.ts';
import { randomFrame, type KnownIds } from './frames.ts';

const long = process.env['MUF_TEST_LONG'] === '1';
const frames = long ? 100_000 : 5000;
const seed = Number(process.env['MUF_TEST_SEED'] ?? 20_261_121);
const batch = 25;
const sockets = 4;
/** Node's own caches settle within some megabytes; a leak per frame or socket is far beyond. */
const growthMb = 8;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heapMb(): Promise<number> {
  // Twice, with a turn between, so that what finalizers let go of is gone too.
  for (let turn = 0; turn < 2; turn += 1) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed / 1e6;
}

/** A page gone mad: joins or does not, sends whatever comes, and opens the next socket when it is thrown out. */
class MadPage {
  readonly #server: SignalServer;
  readonly #random: SeededRandom;
  readonly #healthyRoom: string;
  #socket: WebSocket | undefined;
  #ids: KnownIds = { transports: [], producers: [], consumers: [] };
  #answered: (() => void) | undefined;
  #nextId = 2;
  thrownOut = 0;

  constructor(server: SignalServer, random: SeededRandom, healthyRoom: string) {
    this.#server = server;
    this.#random = random;
    this.#healthyRoom = healthyRoom;
  }

  async rage(count: number): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) await this.#open();
    for (let sent = 0; sent < count; sent += 1) this.#socket?.send(randomFrame(this.#random, this.#ids, this.#nextId++));
    await this.#answer(() => this.#socket?.send('{"type":"SetTyping","id":1,"typing":false}'));
  }

  async close(): Promise<void> {
    await this.#answer(() => this.#socket?.close());
  }

  async #open(): Promise<void> {
    this.#ids = { transports: [], producers: [], consumers: [] };
    const socket = new WebSocket(`${this.#server.url.replace('http', 'ws')}ws`, subprotocol);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#heard(String(data)));
    socket.addEventListener('close', () => {
      this.thrownOut += 1;
      this.#answered?.();
    });
    await new Promise((resolve) => { socket.addEventListener('open', resolve); });
    const role = this.#random.pick<Role | 'nobody'>(['host', 'host', 'guest', 'viewer', 'nobody']);
    if (role === 'nobody') return;
    const room_id = role === 'viewer' ? this.#healthyRoom : `room-${this.#random.below(3)}`;
    await this.#answer(() => socket.send(JSON.stringify({ type: 'Join', id: 1, token: this.#server.token({ role, room_id }) })));
  }

  /** Resolves with the answer to request 1, or when the socket is closed. */
  async #answer(ask: () => void): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    await new Promise<void>((resolve) => {
      this.#answered = resolve;
      ask();
    });
    this.#answered = undefined;
  }

  #heard(text: string): void {
    const message = JSON.parse(text) as { re?: number; type: string; transport?: { transportId: string }; producerId?: string; producer?: { producerId: string }; consumers?: { consumerId: string }[] };
    if (message.transport) this.#ids.transports.push(message.transport.transportId);
    for (const producerId of [message.producerId, message.producer?.producerId]) if (producerId) this.#ids.producers.push(producerId);
    for (const { consumerId } of message.consumers ?? []) this.#ids.consumers.push(consumerId);
    if (message.re === 1) this.#answered?.();
  }
}

describe('the gateway under fire', () => {
  it(`stands ${frames} random and mutated frames (seed ${seed})`, { timeout: long ? 580_000 : 55_000 }, async (t) => {
    const clock = createFakeClock();
    const random = seededRandom(seed);
    const server = await signalServer(t, { clock, level: 'error' });
    const room_id = 'healthy';
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    const [worker] = server.workerPids();
    const pages = Array.from({ length: sockets }, () => new MadPage(server, random, room_id));
    const rounds = Math.ceil(frames / (batch * sockets));
    let settledHeap = 0;
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(pages.map((page) => page.rage(batch)));
      clock.advance(1000);
      await host.must('ChatSend', { clientId: `round-${round}`, text: `still fine in round ${round}` });
      await viewer.event('ChatPosted', ({ message }) => message.text === `still fine in round ${round}`);
      for (const client of [host, viewer]) client.received.length = 0;
      if (round === Math.floor(rounds / 3)) settledHeap = await heapMb();
    }
    assert.ok(pages.some(({ thrownOut }) => thrownOut > 0), 'nobody was thrown out: the frames were too tame');
    await Promise.all(pages.map((page) => page.close()));
    const growth = await heapMb() - settledHeap;
    assert.ok(growth < growthMb, `the heap grew by ${growth.toFixed(1)} MB`);
    assert.deepEqual(server.logs, [], 'no frame may cause an error of the server’s own');
    assert.deepEqual(server.workerPids(), [worker]);
    await Promise.all([host.settled(), viewer.settled()]);
    t.diagnostic(`heap growth ${growth.toFixed(1)} MB, thrown out ${pages.reduce((sum, page) => sum + page.thrownOut, 0)} times`);
  });
});
