import type { Claims } from '../../core/wire/signal/claims.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Sfu } from '../sfu/sfu.ts';
import { Sessions } from '../signal/sessions.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord, Store } from '../store/ports.ts';
import { mayReopen } from './identity.ts';
import { localDirectory, type RoomDirectory } from './room-directory.ts';
import { Room, type RoomServices } from './room.ts';
import type { RoomPeer } from './room-peer.ts';

export interface Rooms {
  readonly directory: RoomDirectory;
  readonly sessions: Sessions<RoomPeer>;
  /** The room this token is for, made if need be. Throws `room-ended`. */
  open(claims: Claims): Promise<Room>;
  /** The room, if it is held here now. */
  get(roomId: string): Room | undefined;
  /** Puts back the rooms that were open when the last process stopped. */
  restore(): Promise<void>;
  /** Stops every timer and leaves all places as they are stored, for the next process to restore. */
  close(): void;
}

export interface RoomsOptions {
  readonly sfu: Pick<Sfu, 'openRoom' | 'rtpCapabilities'>;
  readonly store: Pick<Store, 'rooms' | 'chat'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'rooms'>;
  /** This process's name. */
  readonly node: string;
}

/** Seats on stage where the room's record does not say. */
const seats = { live: 4, '1v1': 2 } as const;

/** The same room begins anew: what it is called stays; when it began and whose it was does not. */
const renewed = ({ startedAt: _started, endedAt: _ended, hostPeerId: _host, ...record }: RoomRecord): RoomRecord => ({ ...record, status: 'waiting', peakViewers: 0 });

const newRecord = ({ room_id: roomId, room_type: roomType }: Claims, createdAt: number): RoomRecord => ({
  roomId, roomType, title: '', category: '', status: 'waiting', maxBroadcasters: seats[roomType], createdAt, peakViewers: 0,
});

/** All rooms of this process. */
export function createRooms({ sfu, store, clock, ids, logger, metrics, node }: RoomsOptions): Rooms {
  const sessions = new Sessions<RoomPeer>({ store: store.rooms, ids, node });
  const rooms = new Map<string, Room>();
  const lingering = new Set<Room>();
  const services: RoomServices = { sfu, store, clock, ids, logger, sessions, closed };

  function closed(room: Room): void {
    if (rooms.get(room.roomId) === room) rooms.delete(room.roomId);
    if (room.ended && !lingering.delete(room)) lingering.add(room);
    metrics.rooms.set(rooms.size);
  }

  function hold(record: RoomRecord): Room {
    const room = new Room(record, services);
    rooms.set(room.roomId, room);
    metrics.rooms.set(rooms.size);
    return room;
  }


  async function restoreOne(record: RoomRecord): Promise<void> {
    const records = await store.rooms.sessionsOf(record.roomId);
    if (record.status === 'waiting' && records.length === 0) return;
    const room = hold(record);
    // Broadcasters first: viewers belong to their audiences.
    for (const session of records.toSorted((a, b) => Number(a.claims.role === 'viewer') - Number(b.claims.role === 'viewer'))) {
      sessions.adopt(room.restore(session), session.tokenHash);
    }
    if (record.status === 'live') room.expectHost();
  }

  return {
    directory: localDirectory(node),
    sessions,
    async open(claims) {
      const here = rooms.get(claims.room_id);
      if (here) return here;
      const record = await store.rooms.get(claims.room_id);
      const meanwhile = rooms.get(claims.room_id);
      if (meanwhile) return meanwhile;
      if (record?.status !== 'ended') return hold(record ?? newRecord(claims, clock.now()));
      if (!mayReopen(claims)) throw new SignalError('room-ended');
      return hold(renewed(record));
    },
    get: (roomId) => rooms.get(roomId),
    async restore() {
      for (const record of await store.rooms.open()) await restoreOne(record);
    },
    close() {
      for (const room of [...rooms.values(), ...lingering]) room.suspend();
      rooms.clear();
      lingering.clear();
    },
  };
}
