import { atom, computed } from 'nanostores';
import type { BroadcasterInfo, PeerInfo, ProducerInfo } from '../wire/signal/shapes.ts';

export interface Viewer extends Pick<PeerInfo, 'peerId' | 'displayName' | 'avatarUrl' | 'role' | 'joinedAt' | 'metadata' | 'isModerator' | 'muted'> {}

const without = <Peer extends { readonly peerId: string }>(peers: readonly Peer[], peerId: string): readonly Peer[] => peers.filter((peer) => peer.peerId !== peerId);

/** The people: those on stage (of the whole room) and those watching (of my audience). */
export function createPeersStore() {
  const $broadcasters = atom<readonly BroadcasterInfo[]>([]);
  const $viewers = atom<readonly Viewer[]>([]);
  const $byId = computed([$broadcasters, $viewers], (broadcasters, viewers): ReadonlyMap<string, PeerInfo> => new Map([...viewers, ...broadcasters].map((peer) => [peer.peerId, peer])));

  const change = (peerId: string, changed: (broadcaster: BroadcasterInfo) => BroadcasterInfo): void =>
    $broadcasters.set($broadcasters.get().map((broadcaster) => (broadcaster.peerId === peerId ? changed(broadcaster) : broadcaster)));
  const changeProducers = (peerId: string, changed: (producers: readonly ProducerInfo[]) => readonly ProducerInfo[]): void =>
    change(peerId, (broadcaster) => ({ ...broadcaster, producers: [...changed(broadcaster.producers)] }));

  const amend = (peerId: string, changes: Partial<Viewer>): void => {
    change(peerId, (broadcaster) => ({ ...broadcaster, ...changes }));
    if ($viewers.get().some((viewer) => viewer.peerId === peerId)) $viewers.set($viewers.get().map((viewer) => (viewer.peerId === peerId ? { ...viewer, ...changes } : viewer)));
  };
  return {
    $broadcasters,
    $viewers,
    $byId,
    applySnapshot(broadcasters: readonly BroadcasterInfo[], viewers: readonly Viewer[]): void {
      $broadcasters.set(broadcasters);
      $viewers.set(viewers);
    },
    /** Joining or coming back: a peer is listed once. */
    applyBroadcaster(broadcaster: BroadcasterInfo): void {
      $viewers.set(without($viewers.get(), broadcaster.peerId));
      $broadcasters.set([...without($broadcasters.get(), broadcaster.peerId), broadcaster]);
    },
    applyBroadcasterLeft: (peerId: string): void => $broadcasters.set(without($broadcasters.get(), peerId)),
    applyAway(peerId: string, awayUntil: number | undefined): void {
      change(peerId, ({ awayUntil: _, ...broadcaster }) => (awayUntil === undefined ? broadcaster : { ...broadcaster, awayUntil }));
    },
    applyPaused: (peerId: string, paused: boolean): void => change(peerId, (broadcaster) => ({ ...broadcaster, paused })),
    applyViewer: (viewer: Viewer): void => $viewers.set([...without($viewers.get(), viewer.peerId), viewer]),
    applyViewerLeft: (peerId: string): void => $viewers.set(without($viewers.get(), peerId)),
    applyUpdated: ({ peerId, displayName, metadata }: Pick<PeerInfo, 'peerId' | 'displayName' | 'metadata'>): void => amend(peerId, { displayName, metadata }),
    applyModerated: (peerId: string, flags: { isModerator: boolean; muted: boolean }): void => amend(peerId, flags),
    applyProducer: (peerId: string, producer: ProducerInfo): void => changeProducers(peerId, (producers) => [...producers.filter(({ producerId }) => producerId !== producer.producerId), producer]),
    applyProducerPaused(peerId: string, producerId: string, paused: boolean): void {
      changeProducers(peerId, (producers) => producers.map((producer) => (producer.producerId === producerId ? { ...producer, paused } : producer)));
    },
    applyProducerClosed: (peerId: string, producerId: string): void => changeProducers(peerId, (producers) => producers.filter((producer) => producer.producerId !== producerId)),
    reset(): void {
      $broadcasters.set([]);
      $viewers.set([]);
    },
  };
}
export type PeersStore = ReturnType<typeof createPeersStore>;
