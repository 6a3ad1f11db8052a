import type { InviteInfo } from '../../../core/wire/signal/shapes.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler, type Turn } from '../handler.ts';

function opened({ peer, after }: Turn, invite: InviteInfo) {
  after(() => peer.room.cohosts.announce(invite));
  return { type: 'CohostInviteOpened', inviteId: invite.inviteId, expiresAt: invite.expiresAt } as const;
}

/** A capability may be given to many; what decides about the whole stage is the original host's. */
function requireOriginalHost({ peer }: Turn): void {
  if (!peer.grants.isOriginalHost) throw new SignalError('not-allowed');
}

export const inviteCohost: Handler<'InviteCohost'> = (turn, { peerId }) => opened(turn, turn.peer.room.cohosts.invite(turn.peer, peerId));

export const requestCohost: Handler<'RequestCohost'> = (turn) => opened(turn, turn.peer.room.cohosts.request(turn.peer));

export const respondCohostInvite: Handler<'RespondCohostInvite'> = ({ peer }, { inviteId, accept }) => {
  peer.room.cohosts.respond(peer, inviteId, accept);
  return done;
};

export const cancelCohostInvite: Handler<'CancelCohostInvite'> = ({ peer }, { inviteId }) => {
  peer.room.cohosts.cancel(peer, inviteId);
  return done;
};

export const setAcceptInvitations: Handler<'SetAcceptInvitations'> = (turn, { enabled }) => {
  requireOriginalHost(turn);
  turn.peer.room.cohosts.setAccept(turn.peer, enabled);
  return done;
};

export const removeCohost: Handler<'RemoveCohost'> = (turn, { peerId }) => {
  requireOriginalHost(turn);
  turn.peer.room.cohosts.removeFromStage(peerId);
  return done;
};

export const setLayout: Handler<'SetLayout'> = (turn, { layout, peerId }) => {
  requireOriginalHost(turn);
  turn.peer.room.cohosts.direct(layout, peerId);
  return done;
};

export const leaveStage: Handler<'LeaveStage'> = ({ peer }) => {
  peer.room.cohosts.leaveStage(peer);
  return done;
};
