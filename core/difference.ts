import type { Emitter } from './emitter.ts';
import type { LeaveReason, PeerInfo } from './wire/signal/shapes.ts';

export const personOf = ({ peerId, displayName, avatarUrl, role }: PeerInfo) => ({ peerId, displayName, avatarUrl, role });

/** Tells of another name or other metadata, if there is any. */
export function tellUpdated(before: PeerInfo, { peerId, displayName, metadata = {} }: PeerInfo, emit: Emitter['emit']): void {
  if (before.displayName !== displayName || JSON.stringify(before.metadata ?? {}) !== JSON.stringify(metadata)) emit('PEER_UPDATED', { peerId, displayName, metadata });
}

type People = ReadonlyMap<string, PeerInfo>;

/** Tells what is different now about the people around me as if each had come or gone by themselves. */
export function tellDifference({ before, after, selfId, reason }: { before: People; after: People; selfId: string; reason: LeaveReason }, emit: Emitter['emit']): void {
  for (const peer of before.values()) if (!after.has(peer.peerId) && peer.peerId !== selfId) emit('PEER_LEFT', { ...personOf(peer), reason });
  for (const peer of after.values()) {
    const known = before.get(peer.peerId);
    if (known) tellUpdated(known, peer, emit);
    else if (peer.peerId !== selfId) emit('PEER_JOINED', personOf(peer));
  }
}
