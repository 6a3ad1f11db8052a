import { followLink } from './audience-events.ts';
import type { DispatchTarget, Handlers } from './dispatch.ts';
import { personOf } from './difference.ts';
import type { Self } from './wire/signal/replies.ts';
import type { InviteInfo, RoomInfo } from './wire/signal/shapes.ts';

type StageEvent = 'RoleUpgraded' | 'RoleRevoked' | 'SelfUpdated' | 'CohostInvited' | 'CohostRequested' | 'CohostInviteResolved' | 'CohostInviteExpired';

const isSelf = ({ stores }: DispatchTarget, peerId: string): boolean => stores.session.$self.get()?.peerId === peerId;

const invitation = ({ inviteId, fromPeer, fromName, expiresAt }: InviteInfo) => ({ inviteId, fromPeer, fromName, expiresAt });

/** Those who asked see it wait as well, and are not told what they know. */
export function tellInvite(invite: InviteInfo, target: DispatchTarget): void {
  if (invite.kind === 'request' && !isSelf(target, invite.peerId)) target.emit('COHOST_REQUESTED', invitation(invite));
  if (invite.kind === 'invite' && isSelf(target, invite.peerId)) target.emit('COHOST_INVITED', invitation(invite));
}

function opened({ invite }: { invite: InviteInfo }, target: DispatchTarget): void {
  target.stores.invites.applyOpened(invite);
  tellInvite(invite, target);
}

/** Who comes on stage and who leaves it without leaving the room, and what waits for an answer. */
export const stageEvents: Pick<Handlers, StageEvent> = {
  RoleUpgraded({ broadcaster }, target) {
    const { peerId, role: newRole } = broadcaster;
    const isMe = isSelf(target, peerId);
    const known = target.stores.peers.$byId.get().has(peerId);
    target.stores.peers.applyBroadcaster(broadcaster);
    if (!known && !isMe) target.emit('PEER_JOINED', personOf(broadcaster));
    target.emit('ROLE_UPGRADED', { peerId, newRole, isSelf: isMe });
  },
  RoleRevoked({ peerId, reason }, target) {
    const { peers, stage } = target.stores;
    const peer = peers.$byId.get().get(peerId);
    peers.applyBroadcasterLeft(peerId);
    if (stage.$activeSpeaker.get() === peerId) {
      stage.$activeSpeaker.set(null);
      target.emit('ACTIVE_SPEAKER', { peerId: null });
    }
    if (isSelf(target, peerId)) target.stores.invites.keepOnly(peerId);
    target.emit('ROLE_REVOKED', { peerId, isSelf: isSelf(target, peerId), reason });
    // Of another audience: from here they can no longer be seen.
    if (peer && !isSelf(target, peerId) && !peers.$byId.get().has(peerId)) target.emit('PEER_LEFT', { ...personOf(peer), reason: 'left' });
  },
  SelfUpdated: ({ self }, { stores }) => stores.session.$self.set(self),
  CohostInvited: opened,
  CohostRequested: opened,
  CohostInviteResolved({ inviteId, accepted, byPeer }, { stores, emit }) {
    if (stores.invites.applyOver(inviteId)) emit('COHOST_INVITE_RESOLVED', { inviteId, accepted, byPeer });
  },
  CohostInviteExpired({ inviteId }, { stores, emit }) {
    if (stores.invites.applyOver(inviteId)) emit('COHOST_INVITE_EXPIRED', { inviteId });
  },
};

export function applyRoom(room: RoomInfo, target: DispatchTarget): void {
  const { stores: { session, audience }, emit } = target;
  const before = session.$room.get();
  session.$room.set(room);
  const enabled = room.acceptInvitations ?? false;
  if (before && (before.acceptInvitations ?? false) !== enabled) emit('ACCEPT_INVITATIONS_CHANGED', { enabled });
  // The main audience gathers round whoever has the room; round nobody while it waits for them.
  const anchor = before?.hostPeerId ?? room.roomId;
  if (before && room.hostPeerId !== undefined && room.hostPeerId !== anchor && audience.$hostPeerId.get() === anchor) {
    audience.$hostPeerId.set(room.hostPeerId);
    followLink(room.hostPeerId, target);
  }
}

/** I came on stage, or went from it, while nothing was heard of it: my seat was given up, or kept for me elsewhere. */
export function tellRole(before: Self | null, { peerId, role }: Self, { emit }: DispatchTarget): void {
  if (!before || (before.role === 'viewer') === (role === 'viewer')) return;
  if (role === 'viewer') emit('ROLE_REVOKED', { peerId, isSelf: true, reason: 'left' });
  else emit('ROLE_UPGRADED', { peerId, newRole: role, isSelf: true });
}

/** After a resync: what is new, and what ran out meanwhile. */
export function applyInvites(invites: readonly InviteInfo[], target: DispatchTarget): void {
  const { $invites, applySnapshot } = target.stores.invites;
  const before = $invites.get();
  applySnapshot(invites);
  for (const { inviteId } of before) if (!invites.some((invite) => invite.inviteId === inviteId)) target.emit('COHOST_INVITE_EXPIRED', { inviteId });
  for (const invite of invites) if (!before.some(({ inviteId }) => inviteId === invite.inviteId)) tellInvite(invite, target);
}
