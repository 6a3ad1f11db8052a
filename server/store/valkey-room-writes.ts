import type { RoomRecord, SessionRecord } from './ports.ts';

export type Command = readonly [name: string, ...args: (string | number)[]];

/** Longer than any session lasts; every join starts it anew. */
const sessionTtlMs = 24 * 60 * 60 * 1000;

/** Where things are. Ids hold no slash. */
export const keys = {
  room: (roomId: string): string => `muf:room/${roomId}`,
  /** Peer id → session. */
  sessions: (roomId: string): string => `muf:sessions/${roomId}`,
  /** The node that holds the room, while it is alive. */
  lease: (roomId: string): string => `muf:lease/${roomId}`,
  /** → room and peer id. */
  token: (tokenHash: string): string => `muf:token/${tokenHash}`,
  /** Rooms that are waiting or live, by age. */
  open: 'muf:rooms/open',
  /** Rooms that may be forgotten, by when they were made or ended. */
  over: 'muf:rooms/over',
} as const;

export function room(record: RoomRecord): Command[] {
  const { roomId, status, createdAt, endedAt = createdAt } = record;
  return [
    ['SET', keys.room(roomId), JSON.stringify(record)],
    status === 'ended' ? ['ZREM', keys.open, roomId] : ['ZADD', keys.open, createdAt, roomId],
    status === 'live' ? ['ZREM', keys.over, roomId] : ['ZADD', keys.over, status === 'ended' ? endedAt : createdAt, roomId],
  ];
}

export const removal = (roomId: string): Command[] => [
  ['DEL', keys.room(roomId), keys.sessions(roomId)],
  ['ZREM', keys.open, roomId],
  ['ZREM', keys.over, roomId],
];

export const session = (record: SessionRecord): Command[] => [
  ['HSET', keys.sessions(record.roomId), record.peerId, JSON.stringify(record)],
  ['PEXPIRE', keys.sessions(record.roomId), sessionTtlMs],
  ['SET', keys.token(record.tokenHash), JSON.stringify([record.roomId, record.peerId]), 'PX', sessionTtlMs],
];

export const noSession = (roomId: string, peerId: string): Command[] => [['HDEL', keys.sessions(roomId), peerId]];
