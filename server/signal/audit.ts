import type { SignalErrorCode } from '../../core/wire/signal/errors.ts';
import type { Request } from '../../core/wire/signal/requests.ts';
import { isRuling } from '../auth/grants.ts';
import type { RoomPeer } from '../rooms/room-peer.ts';

/** Refusals that say something about who asked; the others happen to the best, or are the server's own trouble. */
const telling: ReadonlySet<SignalErrorCode> = new Set<SignalErrorCode>(['not-allowed', 'not-found', 'muted', 'requests-closed', 'invite-expired', 'invite-settled', 'invite-foreign']);

type Target = { peerId: string; displayName: string } | undefined;

function targetOf({ room }: RoomPeer, request: Request): Target {
  if (!('peerId' in request) || request.peerId === undefined) return undefined;
  const person = room.peer(request.peerId)?.person ?? room.moderation.departed(request.peerId);
  return person && { peerId: person.peerId, displayName: person.displayName };
}

function switchOf(request: Request): boolean | undefined {
  switch (request.type) {
    case 'MutePeer': return request.muted;
    case 'SetModerator': return request.moderator;
    case 'SetAcceptInvitations': return request.enabled;
    default: return undefined;
  }
}

/** Writes what comes of a request into its room's log. Made before it is carried out: whom it meant may be gone after it. */
export function auditOf(peer: RoomPeer, request: Request): { done(): void; refused(code: SignalErrorCode): void; flooded(): void } {
  const target = targetOf(peer, request);
  const { audienceId } = peer.audience;
  const on = switchOf(request);
  const add = (outcome: string): void => {
    const { peerId, displayName, role } = peer.info;
    peer.room.audit.add({ by: { peerId, displayName, role }, action: request.type, outcome, audienceId, ...(target === undefined ? {} : { target }), ...(on === undefined ? {} : { on }) });
  };
  return {
    done() {
      if (isRuling(request.type, peer.grants)) add('done');
    },
    refused(code) {
      if (telling.has(code)) add(code);
    },
    flooded: () => add('rate-limited'),
  };
}
