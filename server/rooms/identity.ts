import type { Permissions } from '../../core/wire/preset/permissions.ts';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { grantsOf, type Grants } from '../auth/grants.ts';
import { peerIdOf } from '../auth/peer-id.ts';
import type { Ids } from '../ids.ts';

/** Whether this role stands on stage, and so takes one of the room's seats. */
export const standsOnStage = (claims: Pick<Claims, 'role'>): boolean => claims.role !== 'viewer';

/** The peer id a token asks for. A guest's `host_peer_id` may also name the host it visits, and then is not its own. */
export function claimedPeerId(claims: Claims, hostPeerId: string | undefined): string | undefined {
  const claimed = peerIdOf(claims);
  return claims.role === 'guest' && claimed === hostPeerId ? undefined : claimed;
}

export const newPeerId = (claims: Claims, ids: Pick<Ids, 'uuid' | 'viewerId'>): string => (standsOnStage(claims) ? ids.uuid() : ids.viewerId());

/** What a peer may do in this room. A host's token that does not say is the original host's if the room has none yet. */
export function grantsIn(claims: Claims, peerId: string, hostPeerId: string | undefined, preset: Permissions | undefined): Grants {
  const isOriginalHost = claims.is_original_host ?? (hostPeerId === undefined || hostPeerId === peerId);
  return grantsOf({ ...claims, is_original_host: isOriginalHost }, preset);
}

/** Whether this token may open a room again that has ended. */
export const mayReopen = (claims: Claims): boolean => claims.role === 'host' && claims.is_original_host !== false;

/** Whether others would see no difference between these two. */
export const looksTheSame = (a: Claims, b: Claims): boolean =>
  a.display_name === b.display_name && a.avatar_url === b.avatar_url && JSON.stringify(a.metadata) === JSON.stringify(b.metadata);
