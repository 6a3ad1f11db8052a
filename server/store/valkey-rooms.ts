import { every, type Clock } from '../clock.ts';
import type { RoomRecord, Rooms, SessionRecord } from './ports.ts';
import { Away, script, type ValkeyLink } from './valkey-link.ts';
import * as write from './valkey-room-writes.ts';
import { keys, type Command } from './valkey-room-writes.ts';

/** Leases are renewed this many times before they could run out. */
const beatsPerLease = 3;

/** Does what it is told, unless another node holds the room: 1 when done, 0 when not. */
const fenced = script(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
for _, command in ipairs(cjson.decode(ARGV[2])) do redis.call(unpack(command)) end
return 1`);

/** Takes the lease if it is free or ours: the holder, and to us what is written of the room. */
const claim = script(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return {holder} end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {ARGV[1], redis.call('GET', KEYS[2]), redis.call('HVALS', KEYS[3])}`);

/** A room this node has claimed. Nobody else writes to it, so this copy is as good as the server's, and better while that is away. */
interface Held {
  record: RoomRecord | undefined;
  readonly sessions: Map<string, SessionRecord>;
  /** The server lacks something of this and gets all of it when it is back. */
  dirty: boolean;
}

interface ValkeyRoomsOptions { readonly node: string; readonly leaseMs: number; readonly clock: Clock; readonly onError: (error: unknown) => void }

const roomOf = (json: string): RoomRecord => JSON.parse(json) as RoomRecord;
const sessionOf = (json: string): SessionRecord => JSON.parse(json) as SessionRecord;

/** Rooms and sessions in Valkey, leased to one node at a time, and kept in memory by that node. */
export class ValkeyRooms implements Rooms {
  readonly #link: ValkeyLink;
  readonly #node: string;
  readonly #leaseMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #held = new Map<string, Held>();
  readonly #lost: ((roomId: string) => void)[] = [];
  readonly #stop: () => void;

  constructor(link: ValkeyLink, { node, leaseMs, clock, onError }: ValkeyRoomsOptions) {
    this.#link = link;
    this.#node = node;
    this.#leaseMs = leaseMs;
    this.#onError = onError;
    this.#stop = every(clock, leaseMs / beatsPerLease, () => this.#beat());
    link.onBack(() => {
      // It may have come back empty.
      for (const held of this.#held.values()) held.dirty = true;
      this.#beat();
    });
  }

  async get(roomId: string): Promise<RoomRecord | undefined> {
    const held = this.#held.get(roomId);
    if (held) return held.record;
    const json = await this.#link.run((client) => client.get(keys.room(roomId)));
    return json === null ? undefined : roomOf(json);
  }

  async put(room: RoomRecord): Promise<void> {
    const held = this.#held.get(room.roomId);
    if (held) held.record = room;
    await this.#write(room.roomId, write.room(room));
  }

  async open(): Promise<readonly RoomRecord[]> {
    const ids = await this.#link.run((client) => client.zrange(keys.open, 0, -1));
    if (ids.length === 0) return [];
    const found = await this.#link.run((client) => client.mget(ids.map(keys.room)));
    return found.flatMap((json) => (json === null ? [] : roomOf(json)));
  }

  async delete(roomId: string): Promise<void> {
    this.#held.delete(roomId);
    await this.#write(roomId, [...write.removal(roomId), ['DEL', keys.lease(roomId)]]);
  }

  async sweep(before: number): Promise<number> {
    const ids = await this.#link.run((client) => client.zrangebyscore(keys.over, '-inf', `(${before}`));
    const done = await Promise.all(ids.map((roomId) => this.#fenced(roomId, write.removal(roomId))));
    return done.filter(Boolean).length;
  }

  async putSession(session: SessionRecord): Promise<void> {
    this.#held.get(session.roomId)?.sessions.set(session.peerId, session);
    await this.#write(session.roomId, write.session(session));
  }

  async sessionByToken(tokenHash: string): Promise<SessionRecord | undefined> {
    const place = await this.#link.run((client) => client.get(keys.token(tokenHash)));
    if (place === null) return undefined;
    const [roomId, peerId] = JSON.parse(place) as [string, string];
    const session = this.#held.get(roomId)?.sessions.get(peerId) ?? (await this.#storedSession(roomId, peerId));
    // Tokens of before still lead here; only the newest is good.
    return session?.tokenHash === tokenHash ? session : undefined;
  }

  async sessionsOf(roomId: string): Promise<readonly SessionRecord[]> {
    const held = this.#held.get(roomId);
    if (held) return [...held.sessions.values()];
    const found = await this.#link.run((client) => client.hvals(keys.sessions(roomId)));
    return found.map(sessionOf);
  }

  async deleteSession(roomId: string, peerId: string): Promise<void> {
    this.#held.get(roomId)?.sessions.delete(peerId);
    await this.#write(roomId, write.noSession(roomId, peerId));
  }

  async claim(roomId: string): Promise<string> {
    if (this.#held.has(roomId)) return this.#node;
    const reply = await this.#link.eval(claim, [keys.lease(roomId), keys.room(roomId), keys.sessions(roomId)], [this.#node, this.#leaseMs]);
    const [holder, record, sessions = []] = reply as [holder: string, record?: string | null, sessions?: string[]];
    if (holder === this.#node && !this.#held.has(roomId)) {
      const places = sessions.map(sessionOf).map((session) => [session.peerId, session] as const);
      this.#held.set(roomId, { record: typeof record === 'string' ? roomOf(record) : undefined, sessions: new Map(places), dirty: false });
    }
    return holder;
  }

  async release(roomId: string): Promise<void> {
    const held = this.#held.get(roomId);
    if (!held) return;
    this.#held.delete(roomId);
    await this.#fenced(roomId, [...(held.dirty ? this.#whole(roomId, held) : []), ['DEL', keys.lease(roomId)]]).catch(this.#unlessAway);
  }

  onLost(handler: (roomId: string) => void): void {
    this.#lost.push(handler);
  }

  /** Whether the server has everything. */
  get settled(): boolean {
    return [...this.#held.values()].every(({ dirty }) => !dirty);
  }

  async close(): Promise<void> {
    this.#stop();
    await Promise.all([...this.#held.keys()].map((roomId) => this.release(roomId)));
  }

  readonly #unlessAway = (error: unknown): void => {
    if (!(error instanceof Away)) this.#onError(error);
  };

  async #storedSession(roomId: string, peerId: string): Promise<SessionRecord | undefined> {
    if (this.#held.has(roomId)) return undefined;
    const json = await this.#link.run((client) => client.hget(keys.sessions(roomId), peerId));
    return json === null ? undefined : sessionOf(json);
  }

  async #fenced(roomId: string, commands: readonly Command[]): Promise<boolean> {
    return (await this.#link.eval(fenced, [keys.lease(roomId)], [this.#node, JSON.stringify(commands)])) === 1;
  }

  /** A room that is not held and cannot be written is refused; one that is held goes on from memory. */
  async #write(roomId: string, commands: readonly Command[]): Promise<void> {
    const held = this.#held.get(roomId);
    if (held?.dirty) return;
    try {
      if (await this.#fenced(roomId, commands)) return;
    } catch (error) {
      if (!held || !(error instanceof Away)) throw error;
      held.dirty = true;
      return;
    }
    if (!held) throw new Away();
    this.#lose(roomId);
  }

  #whole(roomId: string, { record, sessions }: Held): Command[] {
    return [...write.removal(roomId), ...(record ? write.room(record) : []), ...[...sessions.values()].flatMap(write.session)];
  }

  /** Keeps the leases, and makes up for what could not be written. */
  #beat(): void {
    if (!this.#link.ready) return;
    for (const [roomId, held] of this.#held) {
      const { dirty } = held;
      held.dirty = false;
      this.#fenced(roomId, [...(dirty ? this.#whole(roomId, held) : []), ['SET', keys.lease(roomId), this.#node, 'PX', this.#leaseMs]])
        .then((kept) => { if (!kept) this.#lose(roomId); })
        .catch((error: unknown) => {
          held.dirty ||= dirty;
          this.#unlessAway(error);
        });
    }
  }

  #lose(roomId: string): void {
    if (!this.#held.delete(roomId)) return;
    for (const handler of this.#lost) handler(roomId);
  }
}
