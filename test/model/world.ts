import * as v from 'valibot';
import { loadSession } from '../../core/load-session.ts';
import type { LiveEvents } from '../../core/live-event.ts';
import { MufLiveManager } from '../../core/manager.ts';
import { createFakeClock, settle, type FakeClock } from '../../core/testing/fake-clock.ts';
import { fakeMedia } from '../../core/testing/fake-media.ts';
import { createFakeNetwork, type FakeNetwork } from '../../core/testing/fake-network.ts';
import { claimsSchema, type Claims } from '../../core/wire/signal/claims.ts';
import { createTrust } from '../../server/auth/trust.ts';
import { createWordFilter } from '../../server/chat/word-filter.ts';
import type { Ids } from '../../server/ids.ts';
import { alone } from '../../server/nodes/nodes.ts';
import { createLogger } from '../../server/observe/logger.ts';
import type { Metrics } from '../../server/observe/metrics.ts';
import { createRooms } from '../../server/rooms/rooms.ts';
import { roomCodecs } from '../../server/sfu/codecs.ts';
import { RoomMedia } from '../../server/sfu/room-media.ts';
import type { WorkerPool } from '../../server/sfu/worker-pool.ts';
import type { SignalServices } from '../../server/signal/handler.ts';
import type { Store } from '../../server/store/ports.ts';
import { createFakeIds } from '../support/fake-ids.ts';
import { testConfig } from '../support/test-config.ts';
import { MemoryLine } from './memory-socket.ts';

// As in a page that has prefetched it: starts then take no turn of the event loop that a fake clock cannot see.
await loadSession();

const counter = { inc() {}, dec() {}, set() {} };
const metrics = new Proxy({}, { get: () => counter }) as unknown as Metrics;

/** What someone's token says, beside the room. */
export type Visitor = Partial<Claims> & Pick<Claims, 'role'> & { readonly peer_id: string };

/** Someone with the real SDK, on a line of their own. */
export interface Member {
  readonly id: string;
  readonly manager: MufLiveManager;
  readonly line: MemoryLine;
  readonly network: FakeNetwork;
  readonly token: string;
  readonly heard: LiveEvents['DATA'][];
}

/** The real server and real managers in one process, in memory, on one fake clock: a run is the same each time. */
export class World {
  readonly roomId: string;
  readonly clock: FakeClock = createFakeClock();
  readonly members = new Map<string, Member>();
  /** What the server has logged as its own fault, or a page as its. */
  readonly faults: string[] = [];
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #logger = createLogger({ level: 'error', destination: { write: (line: string) => void this.faults.push(line) } });
  #services: SignalServices | undefined;

  private constructor(store: Store, roomId: string) {
    const ids = createFakeIds();
    this.roomId = roomId;
    this.#store = store;
    this.#ids = { ...ids, secret: () => `${roomId}-${ids.secret()}` };
  }

  /** @param roomId what no other world on this store has: everything in it is told apart by it */
  static async open(store: Store, roomId: string, people: readonly Visitor[]): Promise<World> {
    const world = new World(store, roomId);
    await world.#start();
    for (const claims of people) world.#add(claims);
    return world;
  }

  /** Lets everything under way arrive. */
  async settle(): Promise<void> {
    await settle(120);
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.settle();
  }

  reach(id: string, reachable: boolean): void {
    const { line, network } = this.members.get(id)!;
    line.services = reachable ? this.#services : undefined;
    if (reachable) network.set(true);
    else line.cut();
  }

  /** The server goes and comes back with what it has written down; lines that led nowhere still do. */
  async restart(): Promise<void> {
    const connected = [...this.members.values()].filter(({ line }) => line.services).map(({ id }) => id);
    for (const { line } of this.members.values()) line.services = undefined;
    this.#services!.rooms.close();
    for (const { line } of this.members.values()) line.cut();
    await this.#start();
    for (const id of connected) this.reach(id, true);
  }

  async close(): Promise<void> {
    for (const { manager, line } of this.members.values()) {
      line.services = undefined;
      line.cut();
      await manager.close();
    }
    this.#services?.rooms.close();
    await this.#store.rooms.delete(this.roomId);
  }

  async #start(): Promise<void> {
    const { clock } = this;
    const [ids, logger, config] = [this.#ids, this.#logger, testConfig('unused')];
    const trust = createTrust({ config, rooms: this.#store.rooms, clock, ids });
    // Nobody opens a transport here: the pages' media is a fake that asks for none.
    const sfu = { rtpCapabilities: { codecs: [] }, openRoom: (events: ConstructorParameters<typeof RoomMedia>[0]['events']) => new RoomMedia({ pool: undefined as unknown as WorkerPool, clock, logger, events, codecs: roomCodecs.all }) };
    const rooms = createRooms({ sfu, store: this.#store, trust, clock, ids, logger, metrics, node: config.node, directory: alone });
    // Signatures are checked elsewhere, and by a thread pool that a fake clock cannot see.
    const tokens = { verify: (token: string | undefined) => Promise.resolve(v.parse(claimsSchema, JSON.parse(token!))) };
    this.#services = { config, tokens, trust, rooms, directory: alone, sfu, words: createWordFilter([]), logger, metrics, clock, ids };
    await rooms.restore();
  }

  #add(claims: Visitor): void {
    const id = claims.peer_id;
    const [line, network] = [new MemoryLine(), createFakeNetwork()];
    const heard: LiveEvents['DATA'][] = [];
    let ids = 0;
    const manager = new MufLiveManager({
      server: 'http://live.test',
      media: fakeMedia(),
      deps: { clock: this.clock, network, WebSocket: line.WebSocket, random: { number: () => 0.5, id: () => `${id}-${ids += 1}` }, fetch: () => Promise.reject(new Error('no HTTP here')) },
    });
    manager.on('DATA', (data) => void heard.push(data));
    manager.on('ERROR', ({ code, message }) => { if (code === 'handler-failed' || code === 'bad-message') this.faults.push(`${id}: ${message}`); });
    this.members.set(id, { id, manager, line, network, heard, token: JSON.stringify({ room_id: this.roomId, room_type: 'live', exp: Math.floor(this.clock.now() / 1000) + 86_400, ...claims }) });
    this.reach(id, true);
  }
}
