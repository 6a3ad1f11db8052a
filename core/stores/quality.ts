import { atom, type WritableAtom } from 'nanostores';
import type { Quality } from '../media/port.ts';
import type { Band, NetworkStats, QualityCause, Tier } from '../media/quality/figures.ts';
import type { EventOf } from '../wire/signal/events.ts';

/** My connection to the room. */
export interface NetworkQuality {
  /** The worse of both directions. */
  readonly band: Band;
  readonly tier: Tier;
  /** What keeps it from being good; `null` while it is. */
  readonly cause: QualityCause | null;
  /** Each direction by itself; `null` where nothing is sent, or received. */
  readonly up: Band | null;
  readonly down: Band | null;
  readonly stats: NetworkStats;
}

export type ReceivedQuality = Omit<EventOf<'ConsumerQualityChanged'>, 'type' | 'producerId'>;

function drop<Value>($map: WritableAtom<ReadonlyMap<string, Value>>, key: string): void {
  if ($map.get().has(key)) $map.set(new Map([...$map.get()].filter(([other]) => other !== key)));
}

/** How well pictures and sound get through, and what was asked for. */
export function createQualityStore() {
  /** `null` until it has been measured. */
  const $network = atom<NetworkQuality | null>(null);
  /** What I asked for; kept from one run to the next. */
  const $preferred = atom<Quality>('auto');
  /** By producer: what I receive of others. */
  const $received = atom<ReadonlyMap<string, ReceivedQuality>>(new Map());
  /** By producer of mine: mediasoup's score, 0 to 10. */
  const $sent = atom<ReadonlyMap<string, number>>(new Map());
  /** By producer of mine: the largest layer that anyone watches. */
  const $wantedLayers = atom<ReadonlyMap<string, number>>(new Map());
  /** Producers of mine that someone cannot show in their codec: another takes its place. */
  const $unplayable = atom<ReadonlySet<string>>(new Set());
  /** By peer on stage: their connection to the room; whoever is not in it is well connected, or silent. */
  const $peers = atom<ReadonlyMap<string, Band>>(new Map());
  return {
    $network,
    $preferred,
    $received,
    $sent,
    $wantedLayers,
    $unplayable,
    $peers,
    applyReceived({ type: _, producerId, ...quality }: EventOf<'ConsumerQualityChanged'>): void {
      $received.set(new Map([...$received.get(), [producerId, quality]]));
    },
    applySent({ producerId, score }: EventOf<'ProducerQualityChanged'>): void {
      $sent.set(new Map([...$sent.get(), [producerId, score]]));
    },
    applyWantedLayers({ producerId, spatial }: EventOf<'LayersWanted'>): void {
      $wantedLayers.set(new Map([...$wantedLayers.get(), [producerId, spatial]]));
    },
    applyUnplayable({ producerId }: EventOf<'PlainCodecWanted'>): void {
      $unplayable.set(new Set([...$unplayable.get(), producerId]));
    },
    /** A producer is gone. */
    forget(producerId: string): void {
      drop($received, producerId);
      drop($sent, producerId);
      drop($wantedLayers, producerId);
    },
    /** The run is over; the preference stays. */
    reset(): void {
      $network.set(null);
      $unplayable.set(new Set());
      for (const $map of [$received, $sent, $wantedLayers, $peers]) $map.set(new Map());
    },
  };
}
export type QualityStore = ReturnType<typeof createQualityStore>;
