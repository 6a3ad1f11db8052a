import type { DatabaseSync } from 'node:sqlite';
import type { ChatMessage } from '../../core/wire/signal/shapes.ts';
import type { ChatLog } from './ports.ts';

const read = (row: Record<string, unknown>): ChatMessage => JSON.parse(String(row.json)) as ChatMessage;

export function createSqliteChat(db: DatabaseSync): ChatLog {
  const insert = db.prepare('INSERT INTO chat (room_id, host_peer_id, from_id, client_id, sent_at, json) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (room_id, from_id, client_id) DO NOTHING');
  const first = db.prepare('SELECT json FROM chat WHERE room_id = ? AND from_id = ? AND client_id = ?');
  const recent = db.prepare('SELECT json FROM chat WHERE room_id = ? AND host_peer_id = ? ORDER BY position DESC LIMIT ?');
  const sweep = db.prepare('DELETE FROM chat WHERE sent_at < ?');

  return {
    async append(roomId, hostPeerId, message) {
      const clientId = message.clientId ?? null;
      const { changes } = insert.run(roomId, hostPeerId, message.from, clientId, message.sentAt, JSON.stringify(message));
      const stored = changes === 0 ? first.get(roomId, message.from, clientId) : undefined;
      return stored === undefined ? message : read(stored);
    },
    recent: async (roomId, hostPeerId, limit) => recent.all(roomId, hostPeerId, limit).map(read).toReversed(),
    sweep: async (before) => Number(sweep.run(before).changes),
  };
}
