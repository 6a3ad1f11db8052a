import { atom, computed, type ReadableAtom } from 'nanostores';
import type { BroadcasterInfo } from '../wire/signal/shapes.ts';
import type { RemoteProducer } from './port.ts';
import { kindOf, tileKey, tileSource } from './remote-streams.ts';

export type TrackKind = 'audio' | 'video';

/** Pictures (camera or screen, each with its sound) that are received without being asked for. */
export const automaticTiles = 16;

export interface SubscriptionInput {
  /** Without myself. */
  readonly broadcasters: readonly BroadcasterInfo[];
  /** The last one heard, so that a pause in speaking changes nothing. */
  readonly speaker: string | null;
  /** What was asked for, by `peerId:kind`; it goes before the cap. */
  readonly manual: ReadonlyMap<string, boolean>;
  readonly cap?: number;
}

const manualKey = (peerId: string, kind: TrackKind): string => `${peerId}:${kind}`;

const sourcesOf = ({ peerId, producers }: BroadcasterInfo): RemoteProducer[] => producers.map(({ producerId, source, mesh }) => ({ peerId, producerId, source, ...(mesh && { mesh }) }));

/** Original host, active speaker, screens, then those longest on stage. */
function rank({ peerId, isOriginalHost }: BroadcasterInfo, tile: 'camera' | 'screen', speaker: string | null): number {
  if (tile === 'screen') return 2;
  if (isOriginalHost) return 0;
  return peerId === speaker ? 1 : 3;
}

/** Which of the stage's tracks to receive, in the order in which they were published. */
export function chooseTracks({ broadcasters, speaker, manual, cap = automaticTiles }: SubscriptionInput): readonly RemoteProducer[] {
  const tiles = broadcasters.flatMap((broadcaster) =>
    [...new Set(broadcaster.producers.map(({ source }) => tileSource(source)))].map((tile) => ({ key: tileKey(broadcaster.peerId, tile), rank: rank(broadcaster, tile, speaker), joinedAt: broadcaster.joinedAt })));
  const automatic = new Set(tiles.toSorted((a, b) => a.rank - b.rank || a.joinedAt - b.joinedAt).slice(0, cap).map(({ key }) => key));
  return broadcasters.flatMap(sourcesOf).filter(({ peerId, source }) => manual.get(manualKey(peerId, kindOf(source))) ?? automatic.has(tileKey(peerId, tileSource(source))));
}

const equal = (a: readonly RemoteProducer[], b: readonly RemoteProducer[]): boolean => a.length === b.length && a.every(({ producerId }, index) => producerId === b[index]?.producerId);

/** What is received of the others: chosen automatically, but for what was asked for. */
export class Subscriptions {
  readonly #manual = atom<ReadonlyMap<string, boolean>>(new Map());
  readonly #wanted: ReadableAtom<readonly RemoteProducer[]>;

  constructor($broadcasters: ReadableAtom<readonly BroadcasterInfo[]>, $speaker: ReadableAtom<string | null>) {
    let speaker: string | null = null;
    let before: readonly RemoteProducer[] = [];
    this.#wanted = computed([$broadcasters, $speaker, this.#manual], (broadcasters, speaking, manual) => {
      speaker = speaking ?? speaker;
      const wanted = chooseTracks({ broadcasters, speaker, manual });
      return (before = equal(before, wanted) ? before : wanted);
    });
  }

  /** Changes only when another track is wanted. */
  get $wanted(): ReadableAtom<readonly RemoteProducer[]> {
    return this.#wanted;
  }

  /** From now on this peer's tracks of that kind are received, or are not, whatever the automatic choice is. */
  set(peerId: string, kind: TrackKind, wanted: boolean): void {
    this.#manual.set(new Map(this.#manual.get()).set(manualKey(peerId, kind), wanted));
  }
}
