import type { Welcome } from './connection/session.ts';
import { followLink } from './audience-events.ts';
import { tellDifference } from './difference.ts';
import { applyPath, chatEvent, inOneChange, type DispatchTarget } from './dispatch.ts';
import { applyInvites, applyRoom, tellRole } from './stage-events.ts';
import type { Snapshot } from './wire/signal/replies.ts';

function applySnapshot({ room, broadcasters, audience, chat, path = 'sfu', invites = [] }: Snapshot, selfId: string, target: DispatchTarget): void {
  const { stores, emit } = target;
  const resync = stores.session.$room.get() !== null;
  const [peersBefore, countBefore] = [stores.peers.$byId.get(), stores.audience.$viewerCount.get()];
  // Moved while away: the lines seen here were said to others.
  const moved = resync && stores.audience.$hostPeerId.get() !== audience.hostPeerId;
  const missed = resync && !moved ? chat.filter(({ id }) => !stores.chat.known(id)) : [];
  applyRoom(room, target);
  applyPath(path, target);
  stores.peers.applySnapshot(broadcasters, audience.viewers);
  stores.audience.applySnapshot(audience);
  if (moved) stores.chat.applySwitch(chat, selfId);
  else stores.chat.applySnapshot(chat, selfId);
  stores.chat.applyAudience(audience);
  if (moved) followLink(audience.hostPeerId, target);
  if (!resync || countBefore !== audience.viewerCount) emit('VIEWER_COUNT', { count: audience.viewerCount });
  if (resync) tellDifference({ before: peersBefore, after: stores.peers.$byId.get(), selfId, reason: 'left' }, emit);
  applyInvites(invites, target);
  for (const message of missed) emit('CHAT', chatEvent(message));
}

/**
 * Applies a `Welcome` as one change. The first one tells only the viewer count: who and what is there
 * already is in the stores. A later one tells everything that was missed.
 */
export function applyWelcome({ self, serverNow, snapshot }: Welcome, now: number, target: DispatchTarget): void {
  inOneChange(target, (quiet) => {
    const before = quiet.stores.session.$self.get();
    quiet.stores.session.$self.set(self);
    quiet.stores.session.$clockOffset.set(serverNow - now);
    if (!snapshot) return;
    applySnapshot(snapshot, self.peerId, quiet);
    tellRole(before, self, quiet);
  });
}
