import type { DatabaseSync } from 'node:sqlite';
import type { RoomRecord, Rooms, SessionRecord } from './ports.ts';

type Row = Record<string, unknown>;

const roomOf = (row: Row): RoomRecord => JSON.parse(String(row.json)) as RoomRecord;
const sessionOf = (row: Row): SessionRecord => JSON.parse(String(row.json)) as SessionRecord;

/** `node` is the only one: nothing else opens this database. */
export function createSqliteRooms(db: DatabaseSync, node: string): Rooms {
  const get = db.prepare('SELECT json FROM rooms WHERE id = ?');
  const put = db.prepare('INSERT INTO rooms (id, status, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET status = excluded.status, json = excluded.json');
  const open = db.prepare("SELECT json FROM rooms WHERE status IN ('waiting', 'live') ORDER BY rowid");
  const remove = db.prepare('DELETE FROM rooms WHERE id = ?');
  const sweep = db.prepare("DELETE FROM rooms WHERE (status = 'ended' AND json ->> 'endedAt' < :before) OR (status = 'waiting' AND json ->> 'createdAt' < :before)");
  const sweepSessions = db.prepare('DELETE FROM sessions WHERE room_id NOT IN (SELECT id FROM rooms)');
  const putSession = db.prepare('INSERT OR REPLACE INTO sessions (room_id, peer_id, token_hash, json) VALUES (?, ?, ?, ?)');
  const byToken = db.prepare('SELECT json FROM sessions WHERE token_hash = ?');
  const ofRoom = db.prepare('SELECT json FROM sessions WHERE room_id = ? ORDER BY rowid');
  const removeSession = db.prepare('DELETE FROM sessions WHERE room_id = ? AND peer_id = ?');
  const removeSessions = db.prepare('DELETE FROM sessions WHERE room_id = ?');

  return {
    async get(roomId) {
      const row = get.get(roomId);
      return row && roomOf(row);
    },
    put: async (room) => void put.run(room.roomId, room.status, JSON.stringify(room)),
    open: async () => open.all().map(roomOf),
    async delete(roomId) {
      removeSessions.run(roomId);
      remove.run(roomId);
    },
    async sweep(before) {
      const { changes } = sweep.run({ before });
      sweepSessions.run();
      return Number(changes);
    },
    putSession: async (session) => void putSession.run(session.roomId, session.peerId, session.tokenHash, JSON.stringify(session)),
    async sessionByToken(tokenHash) {
      const row = byToken.get(tokenHash);
      return row && sessionOf(row);
    },
    sessionsOf: async (roomId) => ofRoom.all(roomId).map(sessionOf),
    deleteSession: async (roomId, peerId) => void removeSession.run(roomId, peerId),
    claim: async () => node,
    release: async () => {},
    onLost: () => {},
  };
}
