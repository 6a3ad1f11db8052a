import type { Claims } from '../../core/wire/signal/claims.ts';
import type { Trust } from '../auth/trust.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { RoomDirectory } from '../nodes/nodes.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Sfu } from '../sfu/sfu.ts';
import { hashOf, Sessions } from '../signal/sessions.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord, Store } from '../store/ports.ts';
import type { AudiencePlane } from './audience-plane.ts';
import { loadConduct, type Conduct } from './conduct.ts';
import { HeldRooms } from './held-rooms.ts';
import { mayReopen } from './identity.ts';
import { Room } from './room.ts';
import type { RoomServices } from './room-services.ts';
import type { RoomPeer } from './room-peer.ts';

export interface Rooms {
  readonly sessions: Sessions<RoomPeer>;
  /** The room this token is for, made if need be. Throws `room-ended`; `Moved` or `busy` while another node holds it. */
  open(claims: Claims): Promise<Room>;
  /** A place in that room. Throws as `open` and `Room.admit` do. */
  admit(claims: Claims, address?: string): Promise<RoomPeer>;
  /** The room, if it is held here now. */
  get(roomId: string): Room | undefined;
  /** All rooms held here that have not ended. */
  all(): readonly Room[];
  /** The place that a resume token leads to; its room is put back if the node that held it is gone. Throws `Moved` or `busy` while that is alive. */
  place(token: string): Promise<RoomPeer | undefined>;
  /** Puts back the rooms that are open and held by nobody: the process that did has stopped. */
  restore(): Promise<void>;
  /** Stops every timer and leaves all places as they are stored, for the next process to restore. */
  close(): void;
}

export interface RoomsOptions {
  readonly sfu: Pick<Sfu, 'openRoom'>;
  /** Where this server has one: rooms made with `audience: 'moqt'` use it. */
  readonly plane?: AudiencePlane | undefined;
  readonly store: Pick<Store, 'rooms' | 'chat' | 'records'>;
  readonly trust: Pick<Trust, 'presets' | 'quotas'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'rooms'>;
  /** This process's name. */
  readonly node: string;
  /** Where the others are. */
  readonly directory: Pick<RoomDirectory, 'urlOf'>;
}

/** Seats on stage where the room's record does not say. */
const seats = { live: 4, '1v1': 2 } as const;

/** The same room begins anew: what it is called stays; when it began and whose it was does not. */
const renewed = ({ startedAt: _started, endedAt: _ended, hostPeerId: _host, direction: _direction, audiences: _audiences, inherited: _inherited, sentOff: _sentOff, ...record }: RoomRecord): RoomRecord => ({ ...record, status: 'waiting', peakViewers: 0 });

/** A room nobody made by `/create_room`: it is as the first token says. */
const newRecord = ({ room_id: roomId, room_type: roomType, org_id: orgId, preset }: Claims, createdAt: number): RoomRecord => ({
  roomId, roomType, title: '', category: '', status: 'waiting', maxBroadcasters: seats[roomType], createdAt, peakViewers: 0,
  ...(orgId === undefined ? {} : { orgId }),
  ...(preset === undefined ? {} : { preset }),
});

/** All rooms of this process. */
export const createRooms = (options: RoomsOptions): Rooms => new LocalRooms(options);

class LocalRooms implements Rooms {
  readonly sessions: Sessions<RoomPeer>;
  readonly #options: RoomsOptions;
  readonly #held: HeldRooms;
  readonly #services: RoomServices;

  constructor(options: RoomsOptions) {
    const { trust, store, ids, logger, metrics, node, directory } = options;
    this.#options = options;
    this.sessions = new Sessions<RoomPeer>({ store: store.rooms, ids, node });
    this.#held = new HeldRooms({ store: store.rooms, node, directory, logger, counted: (count) => metrics.rooms.set(count) });
    this.#held.onLost((room) => this.#lost(room));
    const hasRoomFor = (orgId: string | undefined): boolean => trust.quotas.hasRoomFor(this.#peersOf(orgId));
    this.#services = { ...options, sessions: this.sessions, hasRoomFor, closed: (room) => this.#held.closed(room) };
  }

  async open(claims: Claims): Promise<Room> {
    return this.#held.get(claims.room_id) ?? this.#held.open(claims.room_id, (record) => this.#begin(claims, record));
  }

  async admit(claims: Claims, address?: string): Promise<RoomPeer> {
    const room = await this.open(claims);
    // Let go of meanwhile, for another newcomer's sake.
    if (this.#held.get(room.roomId) !== room && !room.ended) return this.admit(claims, address);
    try {
      return room.admit(claims, address);
    } catch (error) {
      // Brought in for someone who may not come in: nobody else would ever let go of it.
      if (room.peerCount === 0 && !room.ended) {
        room.suspend();
        this.#held.closed(room);
      }
      throw error;
    }
  }

  async place(token: string): Promise<RoomPeer | undefined> {
    const here = this.sessions.find(token);
    if (here) return here;
    const session = await this.#options.store.rooms.sessionByToken(hashOf(token));
    // One of a room that is held here would have been found.
    if (!session || this.#held.has(session.roomId)) return undefined;
    await this.#held.open(session.roomId, (record) => this.#putBackIfOpen(record));
    return this.sessions.find(token);
  }

  get(roomId: string): Room | undefined {
    return this.#held.get(roomId);
  }

  all(): readonly Room[] {
    return this.#held.all();
  }

  async restore(): Promise<void> {
    const { rooms } = this.#options.store;
    for (const { roomId, status } of await rooms.open()) {
      const isEmpty = status === 'waiting' && (await rooms.sessionsOf(roomId)).length === 0;
      if (isEmpty || this.#held.has(roomId)) continue;
      await this.#held.open(roomId, (record) => this.#putBackIfOpen(record)).catch((error: unknown) => {
        // Its node is alive.
        if (!(error instanceof SignalError && error.code === 'busy')) throw error;
      });
    }
  }

  close(): void {
    this.#held.close();
  }

  async #begin(claims: Claims, record: RoomRecord | undefined): Promise<Room> {
    if (record !== undefined && record.status !== 'ended') return this.#putBack(record);
    if (record !== undefined && !mayReopen(claims)) throw new SignalError('room-ended');
    const conduct = await this.#conductOf(claims.room_id);
    return this.#hold(record === undefined ? newRecord(claims, this.#options.clock.now()) : renewed(record), conduct);
  }

  async #putBackIfOpen(record: RoomRecord | undefined): Promise<Room | undefined> {
    return record === undefined || record.status === 'ended' ? undefined : this.#putBack(record);
  }

  /** Puts an open room back with the places stored of it. */
  async #putBack(record: RoomRecord): Promise<Room> {
    const [places, conduct] = await Promise.all([this.#options.store.rooms.sessionsOf(record.roomId), this.#conductOf(record.roomId)]);
    const room = this.#hold(record, conduct);
    // Broadcasters first: viewers belong to their audiences.
    for (const session of places.toSorted((a, b) => Number(a.claims.role === 'viewer') - Number(b.claims.role === 'viewer'))) {
      this.sessions.adopt(room.restore(session), session.tokenHash);
    }
    if (record.status === 'live') room.expectHost();
    return room;
  }

  #hold(record: RoomRecord, conduct: Conduct): Room {
    return this.#held.add(new Room(record, this.#services, conduct));
  }

  #conductOf(roomId: string): Promise<Conduct> {
    const { store: { records }, clock, logger } = this.#options;
    return loadConduct(roomId, { records, clock, logger });
  }

  #peersOf(orgId: string | undefined): number {
    return this.#held.all().filter((room) => room.record.orgId === orgId).reduce((sum, room) => sum + room.peerCount, 0);
  }

  #lost(room: Room): void {
    room.suspend();
    for (const peer of room.peers) {
      this.sessions.revoke(peer);
      // It comes back, and to whoever has the room now.
      peer.outlet?.close('draining');
    }
  }
}
