import type { InviteInfo } from '../../core/wire/signal/shapes.ts';
import type { RoomContext } from '../context.ts';
import { translate, type MessageKey } from '../localize.ts';

/** Says in a toast what became of what was asked, and who has the room now. The returned function stops it. */
export function attachCohostNotices({ manager, view, locale }: RoomContext): () => void {
  const { session, invites, peers } = manager.stores;
  /** Also those that are over by the time it is told. */
  const seen = new Map<string, InviteInfo>();
  const me = (): string | undefined => session.$self.get()?.peerId;
  const say = (key: MessageKey, name = '', tone: 'info' | 'warning' = 'warning'): void => view.toast(translate(locale.$locale.get(), key, { name }), tone);
  const nameOf = (name: string): string => name || translate(locale.$locale.get(), 'people.someone');

  function forget(inviteId: string): InviteInfo | undefined {
    const invite = seen.get(inviteId);
    seen.delete(inviteId);
    return invite;
  }

  function ran({ kind, fromPeer, displayName }: InviteInfo): void {
    if (kind === 'invite' && fromPeer === me()) say('cohost.noAnswer', nameOf(displayName));
    if (kind === 'request' && fromPeer === me()) say('cohost.requestExpired');
    if (kind === 'invite' && fromPeer !== me() && session.$self.get()?.role === 'viewer') say('cohost.inviteExpired');
  }

  const stops = [
    invites.$invites.subscribe((waiting) => {
      for (const invite of waiting) seen.set(invite.inviteId, invite);
    }),
    manager.on('COHOST_INVITE_EXPIRED', ({ inviteId }) => {
      const invite = forget(inviteId);
      if (invite) ran(invite);
    }),
    manager.on('COHOST_INVITE_RESOLVED', ({ inviteId, accepted, byPeer }) => {
      const invite = forget(inviteId);
      if (!invite || accepted || invite.fromPeer !== me() || byPeer === me()) return;
      if (invite.kind === 'invite') say('cohost.declined', nameOf(invite.displayName));
      else say('cohost.requestDeclined');
    }),
    manager.on('ROLE_UPGRADED', ({ isSelf }) => {
      if (isSelf) say('cohost.onStage', '', 'info');
    }),
    manager.on('ROLE_REVOKED', ({ isSelf, reason }) => {
      if (isSelf && reason === 'removed') say('cohost.removed');
    }),
    session.$room.listen((room, before) => {
      if (!room?.hostPeerId || !before?.hostPeerId || room.hostPeerId === before.hostPeerId || room.status !== 'live') return;
      if (room.hostPeerId === me()) say('cohost.youHost', '', 'info');
      else say('cohost.newHost', nameOf(peers.$byId.get().get(room.hostPeerId)?.displayName ?? ''), 'info');
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
