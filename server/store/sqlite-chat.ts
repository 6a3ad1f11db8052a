import type { DatabaseSync } from 'node:sqlite';
import type { ChatMessage } from '../../core/wire/signal/shapes.ts';
import type { ChatLog } from './ports.ts';

/** A removed line stays as long as it would have been kept, so that it is not posted a second time. */
type Row = ChatMessage & { readonly removed?: boolean };

const read = (row: Record<string, unknown>): Row => JSON.parse(String(row.json)) as Row;

export function createSqliteChat(db: DatabaseSync): ChatLog {
  const insert = db.prepare('INSERT INTO chat (room_id, host_peer_id, from_id, client_id, sent_at, json) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (room_id, from_id, client_id) DO NOTHING');
  const first = db.prepare('SELECT json FROM chat WHERE room_id = ? AND from_id = ? AND client_id = ?');
  const recent = db.prepare("SELECT json FROM chat WHERE room_id = ? AND host_peer_id = ? AND json ->> 'removed' IS NULL ORDER BY position DESC LIMIT ?");
  const remove = db.prepare("UPDATE chat SET json = json_set(json, '$.text', '', '$.removed', json('true')) WHERE room_id = ? AND host_peer_id = ? AND json ->> 'id' = ? AND json ->> 'removed' IS NULL");
  const sweep = db.prepare('DELETE FROM chat WHERE sent_at < ?');

  return {
    async append(roomId, hostPeerId, message) {
      const clientId = message.clientId ?? null;
      const { changes } = insert.run(roomId, hostPeerId, message.from, clientId, message.sentAt, JSON.stringify(message));
      const stored = changes === 0 ? first.get(roomId, message.from, clientId) : undefined;
      if (stored === undefined) return message;
      const { removed, ...line } = read(stored);
      return removed ? { ...message, id: line.id } : line;
    },
    remove: async (roomId, hostPeerId, messageId) => Number(remove.run(roomId, hostPeerId, messageId).changes) > 0,
    recent: async (roomId, hostPeerId, limit) => recent.all(roomId, hostPeerId, limit).map(read).toReversed(),
    sweep: async (before) => Number(sweep.run(before).changes),
  };
}
