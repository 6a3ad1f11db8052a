import { atom, computed } from 'nanostores';
import type { BroadcasterInfo, PeerInfo } from '../wire/signal/shapes.ts';

export interface Viewer extends Pick<PeerInfo, 'peerId' | 'displayName' | 'avatarUrl' | 'role' | 'joinedAt'> {}

/** The people: those on stage (of the whole room) and those watching (of my audience). */
export function createPeersStore() {
  const $broadcasters = atom<readonly BroadcasterInfo[]>([]);
  const $viewers = atom<readonly Viewer[]>([]);
  const $byId = computed([$broadcasters, $viewers], (broadcasters, viewers): ReadonlyMap<string, PeerInfo> => new Map([...viewers, ...broadcasters].map((peer) => [peer.peerId, peer])));
  return { $broadcasters, $viewers, $byId };
}
export type PeersStore = ReturnType<typeof createPeersStore>;
