import type { RoomStatus, RoomInfo } from '../../core/wire/signal/shapes.ts';
import type { MediaBytes } from '../sfu/media-bytes.ts';
import type { Room } from './room.ts';

/** A live room as strangers see it. Times are ms since the epoch. */
export interface ListedRoom {
  readonly roomId: string;
  readonly hostPeerId: string;
  readonly title: string;
  readonly category: string;
  readonly hostName: string;
  readonly hostAvatarUrl?: string;
  readonly viewerCount: number;
  readonly startedAt: number;
}

/** What its operator sees of a room. */
export interface RoomSummary {
  readonly roomId: string;
  readonly roomType: RoomInfo['roomType'];
  readonly status: RoomStatus;
  readonly title: string;
  readonly category: string;
  readonly listed: boolean;
  readonly createdAt: number;
  readonly startedAt?: number;
  /** Since it went live. */
  readonly uptimeSec: number;
  readonly viewerCount: number;
  readonly peakViewers: number;
  readonly broadcasters: readonly { readonly peerId: string; readonly displayName: string; readonly role: string; readonly isOriginalHost: boolean; readonly away: boolean; readonly sources: readonly string[] }[];
  /** By the broadcaster each is gathered round. */
  readonly audiences: readonly { readonly audienceId: string; readonly hostPeerId: string; readonly viewerCount: number }[];
  /** Media in and out, of the transports that are open now. */
  readonly bytes: MediaBytes;
}

/** `undefined` while nobody is on stage or the room has not begun. */
export function listedRoom(room: Room): ListedRoom | undefined {
  const { roomId, title, category, startedAt, hostPeerId, status } = room.record;
  const stage = room.stage.filter(({ announced }) => announced);
  const host = stage.find((peer) => peer.peerId === hostPeerId) ?? stage[0];
  if (status !== 'live' || startedAt === undefined || !host) return undefined;
  const { displayName, avatarUrl } = host.info;
  return {
    roomId, hostPeerId: host.peerId, title, category, hostName: displayName, ...(avatarUrl === undefined ? {} : { hostAvatarUrl: avatarUrl }), viewerCount: room.viewerCount, startedAt,
  };
}

export async function summaryOf(room: Room, now: number): Promise<RoomSummary> {
  const { roomId, roomType, status, title, category, listed = false, createdAt, startedAt, peakViewers } = room.record;
  const audiences = new Set([...room.peers].map(({ audience }) => audience));
  return {
    roomId, roomType, status, title, category, listed, createdAt,
    ...(startedAt === undefined ? {} : { startedAt }),
    uptimeSec: startedAt === undefined ? 0 : Math.max(0, Math.round((now - startedAt) / 1000)),
    viewerCount: room.viewerCount,
    peakViewers,
    broadcasters: room.stage.map(({ broadcaster: { peerId, displayName, role, isOriginalHost, awayUntil, producers } }) => ({
      peerId, displayName, role, isOriginalHost, away: awayUntil !== undefined, sources: producers.map(({ source }) => source),
    })),
    audiences: [...audiences].map((audience) => ({ audienceId: audience.audienceId, hostPeerId: room.audiences.anchorOf(audience), viewerCount: audience.viewerCount })),
    bytes: await room.media.bytes(),
  };
}
