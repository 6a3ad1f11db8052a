import type { Permissions } from '../../core/wire/preset/permissions.ts';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { grantsOf, withoutRoom, type Grants } from '../auth/grants.ts';
import { peerIdOf } from '../auth/peer-id.ts';
import type { Ids } from '../ids.ts';
import type { RoomRecord } from '../store/ports.ts';

/** Whether this role stands on stage, and so takes one of the room's seats. */
export const standsOnStage = (claims: Pick<Claims, 'role'>): boolean => claims.role !== 'viewer';

/** The peer id a token asks for. A guest's `host_peer_id` may also name the host it visits, and then is not its own. */
export function claimedPeerId(claims: Claims, hostPeerId: string | undefined): string | undefined {
  const claimed = peerIdOf(claims);
  return claims.role === 'guest' && claimed === hostPeerId ? undefined : claimed;
}

export const newPeerId = (claims: Claims, ids: Pick<Ids, 'uuid' | 'viewerId'>): string => (standsOnStage(claims) ? ids.uuid() : ids.viewerId());

/** Whose room it is now: nobody's yet without a host. */
export type Ownership = Pick<RoomRecord, 'hostPeerId' | 'inherited'>;

/**
 * Whether this is the room's one original host: whoever has inherited the room, once it was; until then whom the token
 * calls so. A host's token that does not say is the original host's if the room has none yet.
 */
const isOriginalHost = ({ is_original_host: said }: Claims, peerId: string, { hostPeerId, inherited = false }: Ownership): boolean =>
  (inherited ? hostPeerId === peerId : said ?? (hostPeerId === undefined || hostPeerId === peerId));

/** What a former original host's token lists of that place has gone to the heir with it. */
const isFormer = ({ role, is_original_host: said }: Claims, { inherited = false }: Ownership): boolean => inherited && role === 'host' && said !== false;

/** What a peer may do in this room, by its claims there; `token` is what its token says. */
export function grantsIn(claims: Claims, peerId: string, room: Ownership, preset: Permissions | undefined, token: Claims = claims): Grants {
  const isHost = isOriginalHost(claims, peerId, room);
  const caps = !isHost && isFormer(token, room) ? claims.caps && withoutRoom(claims.caps) : claims.caps;
  return grantsOf({ ...claims, is_original_host: isHost, ...(caps === undefined ? {} : { caps }) }, preset, token.caps);
}

/** Whether this token may open a room again that has ended. */
export const mayReopen = (claims: Claims): boolean => claims.role === 'host' && claims.is_original_host !== false;

/** Whether others would see no difference between these two. */
export const looksTheSame = (a: Claims, b: Claims): boolean =>
  a.display_name === b.display_name && a.avatar_url === b.avatar_url && JSON.stringify(a.metadata) === JSON.stringify(b.metadata);
