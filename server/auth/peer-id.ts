import type { Claims } from '../../core/wire/signal/claims.ts';

/** The peer id a token fixes: its `peer_id`, for a broadcaster else its `host_peer_id`. Without one the server mints an id at `Join`. */
export const peerIdOf = (claims: Claims): string | undefined =>
  claims.peer_id ?? (claims.role === 'viewer' ? undefined : claims.host_peer_id);
