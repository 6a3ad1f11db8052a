import type { Welcome } from './connection/session.ts';
import { chatEvent, inOneChange, type DispatchTarget } from './dispatch.ts';
import type { PeerInfo } from './wire/signal/shapes.ts';
import type { Snapshot } from './wire/signal/replies.ts';

/** Tells what changed while the page was away as the events that were missed. */
function tellDifference(before: ReadonlyMap<string, PeerInfo>, after: ReadonlyMap<string, PeerInfo>, selfId: string, { emit }: DispatchTarget): void {
  const person = ({ peerId, displayName, avatarUrl, role }: PeerInfo) => ({ peerId, displayName, avatarUrl, role });
  for (const peer of before.values()) if (!after.has(peer.peerId) && peer.peerId !== selfId) emit('PEER_LEFT', { ...person(peer), reason: 'left' });
  for (const peer of after.values()) if (!before.has(peer.peerId) && peer.peerId !== selfId) emit('PEER_JOINED', person(peer));
}

function applySnapshot({ room, broadcasters, audience, chat }: Snapshot, selfId: string, target: DispatchTarget): void {
  const { stores, emit } = target;
  const resync = stores.session.$room.get() !== null;
  const [peersBefore, countBefore] = [stores.peers.$byId.get(), stores.audience.$viewerCount.get()];
  const missed = resync ? chat.filter(({ id }) => !stores.chat.known(id)) : [];
  stores.session.$room.set(room);
  stores.peers.applySnapshot(broadcasters, audience.viewers);
  stores.audience.applySnapshot(audience);
  stores.chat.applySnapshot(chat, selfId);
  if (!resync || countBefore !== audience.viewerCount) emit('VIEWER_COUNT', { count: audience.viewerCount });
  if (resync) tellDifference(peersBefore, stores.peers.$byId.get(), selfId, target);
  for (const message of missed) emit('CHAT', chatEvent(message));
}

/**
 * Applies a `Welcome` as one change. The first one tells only the viewer count: who and what is there
 * already is in the stores. A later one tells everything that was missed.
 */
export function applyWelcome({ self, serverNow, snapshot }: Welcome, now: number, target: DispatchTarget): void {
  inOneChange(target, (quiet) => {
    quiet.stores.session.$self.set(self);
    quiet.stores.session.$clockOffset.set(serverNow - now);
    if (snapshot) applySnapshot(snapshot, self.peerId, quiet);
  });
}
