import { parseRoomLink } from './room-link.ts';

/** A live room as the front page shows it. */
export interface LiveRoom {
  /** Its viewer page, below this page's own address. */
  readonly href: string;
  readonly title: string;
  readonly category: string;
  readonly hostName: string;
  readonly hostAvatarUrl: string | undefined;
  readonly viewerCount: number;
}

export interface LivePage { readonly rooms: readonly LiveRoom[]; /** Where the next page begins; `null` after the last. */ readonly next: number | null }

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One entry of `/api/live/explore`; `undefined` when it leads nowhere. Of its link only the room and the host are taken, never the address. */
function roomOf(entry: unknown): LiveRoom | undefined {
  const given = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const link = parseRoomLink(text(given['shareLink']));
  if (!link) return undefined;
  const avatar = text(given['hostAvatarUrl']);
  return {
    href: `./viewer.html?${new URLSearchParams({ room: link.room, ...(link.host ? { host: link.host } : {}) }).toString()}`,
    title: text(given['title']),
    category: text(given['category']),
    hostName: text(given['hostName']),
    hostAvatarUrl: avatar.startsWith('https://') ? avatar : undefined,
    viewerCount: Number(given['viewerCount']) || 0,
  };
}

/** Reads an answer of `/api/live/explore`; what is not understood is left out. */
export function livePageOf(answer: unknown): LivePage {
  const { rooms, next } = (answer ?? {}) as { readonly rooms?: unknown; readonly next?: unknown };
  return {
    rooms: (Array.isArray(rooms) ? rooms : []).map(roomOf).filter((room) => room !== undefined),
    next: typeof next === 'number' ? next : null,
  };
}
