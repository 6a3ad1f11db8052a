export interface RoomLink { readonly room: string; readonly host: string | undefined }

/** Ids as the wire has them. */
const id = /^[\w.:~-]{1,64}$/;

/** Reads a share link, or a bare room id; `null` when it is neither. Only the room and the host are taken from it, never its address. */
export function parseRoomLink(text: string): RoomLink | null {
  const trimmed = text.trim();
  const query = URL.canParse(trimmed) ? new URL(trimmed).searchParams : new URLSearchParams(trimmed.includes('?') ? trimmed.slice(trimmed.indexOf('?')) : `room=${encodeURIComponent(trimmed)}`);
  const room = query.get('room') ?? '';
  const host = query.get('host') ?? '';
  return id.test(room) ? { room, host: id.test(host) ? host : undefined } : null;
}
