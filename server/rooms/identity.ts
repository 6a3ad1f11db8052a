import type { Claims } from '../../core/wire/signal/claims.ts';
import { grantsOf, type Grants } from '../auth/grants.ts';
import type { Ids } from '../ids.ts';

/** Whether this role stands on stage, and so takes one of the room's seats. */
export const standsOnStage = (claims: Pick<Claims, 'role'>): boolean => claims.role !== 'viewer';

/**
 * The peer id a token asks for. A host's is its `host_peer_id`, so that share links made beforehand hold; a guest's
 * `host_peer_id` may also name the host it visits, and then is not its own.
 */
export function claimedPeerId(claims: Claims, hostPeerId: string | undefined): string | undefined {
  if (claims.role === 'viewer') return claims.peer_id;
  if (claims.role === 'host') return claims.host_peer_id ?? claims.peer_id;
  return claims.peer_id ?? (claims.host_peer_id === hostPeerId ? undefined : claims.host_peer_id);
}

export const newPeerId = (claims: Claims, ids: Pick<Ids, 'uuid' | 'viewerId'>): string => (standsOnStage(claims) ? ids.uuid() : ids.viewerId());

/** What a peer may do in this room. A host's token that does not say is the original host's if the room has none yet. */
export function grantsIn(claims: Claims, peerId: string, hostPeerId: string | undefined): Grants {
  const isOriginalHost = claims.is_original_host ?? (hostPeerId === undefined || hostPeerId === peerId);
  return grantsOf({ ...claims, is_original_host: isOriginalHost });
}

/** Whether this token may open a room again that has ended. */
export const mayReopen = (claims: Claims): boolean => claims.role === 'host' && claims.is_original_host !== false;
