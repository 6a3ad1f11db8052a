import type { Claims } from '../../core/wire/signal/claims.ts';
import type { Logger } from '../observe/logger.ts';
import type { Sessions } from '../signal/sessions.ts';
import type { RoomPeer } from './room-peer.ts';

export interface ProfileServices { readonly rooms: { readonly sessions: Sessions<RoomPeer> }; readonly logger: Logger }

/** Gives a peer another name or other metadata, tells everyone who sees it, and writes it down for the next process. */
export function changeProfile(peer: RoomPeer, change: Partial<Pick<Claims, 'display_name' | 'metadata'>>, { rooms, logger }: ProfileServices): void {
  peer.claims = { ...peer.claims, ...change };
  const { peerId, displayName, metadata } = peer.info;
  const seenBy = peer.onStage ? peer.room.channel : peer.audience.viewers.includes(peer) ? peer.audience.channel : peer.self;
  seenBy.publish({ type: 'PeerUpdated', peerId, displayName, ...(metadata === undefined ? {} : { metadata }) });
  peer.room.plane?.renamed(peerId);
  rooms.sessions.save(peer).catch((error: unknown) => logger.error({ err: error }, 'a new name could not be written'));
}
