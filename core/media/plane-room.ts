import { computed, type ReadableAtom } from 'nanostores';
import type { Requester } from '../connection/request.ts';
import type { Emitter } from '../emitter.ts';
import type { MediaPath } from '../stores/connection.ts';
import type { Stores } from '../stores.ts';
import type { BroadcastInfo } from '../wire/signal/shapes.ts';
import { tileKey, tileSource } from './remote-streams.ts';

/** What media of an audience plane has to know of its room. */
export interface PlaneRoom {
  /** Whether viewers of this room watch over the audience plane. */
  isPlane(): boolean;
  readonly $onStage: ReadableAtom<boolean>;
  /** Whether one may be on stage at any moment: invited to it, or having asked. */
  readonly $called: ReadableAtom<boolean>;
  /** The tiles of others of which there is anything to see or hear. */
  readonly $flowing: ReadableAtom<ReadonlySet<string>>;
  /** Where to watch. `stale` is a place that was refused: then a new one is asked for. Rejects with a `LiveError`. */
  place(stale?: string): Promise<BroadcastInfo>;
  /** Which way is taken from now on, and why not the best one. */
  tell(path: MediaPath, reason: string | undefined): void;
}

/** A place that ends sooner than this, ms, is not worth going to. */
const soonMs = 30_000;

export interface PlaneRoomOptions {
  readonly stores: Pick<Stores, 'connection' | 'invites' | 'peers' | 'session'>;
  readonly request: Requester;
  readonly emit: Emitter['emit'];
  readonly now: () => number;
}

/** The stores as the audience plane sees them, and the places that the server gives. */
export class StorePlaneRoom implements PlaneRoom {
  readonly $onStage: ReadableAtom<boolean>;
  readonly $called: ReadableAtom<boolean>;
  readonly $flowing: ReadableAtom<ReadonlySet<string>>;
  readonly #options: PlaneRoomOptions;
  #place: BroadcastInfo | undefined;
  #asking: Promise<BroadcastInfo> | undefined;

  constructor(options: PlaneRoomOptions) {
    const { invites, peers, session } = options.stores;
    this.#options = options;
    this.$onStage = computed(session.$self, (self) => self !== null && self.role !== 'viewer');
    this.$called = computed([invites.$invites, session.$self], (waiting, self) => waiting.some(({ peerId }) => peerId === self?.peerId));
    let before: ReadonlySet<string> = new Set();
    this.$flowing = computed([peers.$broadcasters, session.$self], (broadcasters, self) => {
      const keys = new Set(broadcasters.filter(({ peerId }) => peerId !== self?.peerId)
        .flatMap(({ peerId, producers }) => producers.filter(({ paused }) => !paused).map(({ source }) => tileKey(peerId, tileSource(source)))));
      return (before = [...keys].join() === [...before].join() ? before : keys);
    });
  }

  isPlane(): boolean {
    return this.#options.stores.session.$room.get()?.audience === 'moqt';
  }

  /** The server gave one without being asked. */
  offer(place: BroadcastInfo | undefined): void {
    if (place) this.#place = place;
  }

  async place(stale?: string): Promise<BroadcastInfo> {
    const known = this.#place;
    if (known && known.playbackUrl !== stale && known.expiresAt - this.#options.now() > soonMs) return known;
    this.#asking ??= this.#ask().finally(() => { this.#asking = undefined; });
    return this.#asking;
  }

  tell(path: MediaPath, reason: string | undefined): void {
    const { stores: { connection: { $connection } }, emit } = this.#options;
    const { reason: _, ...before } = $connection.get();
    if (before.path === path) return;
    const connection = { ...before, path, ...(reason !== undefined && { reason }) };
    $connection.set(connection);
    emit('CONNECTION_CHANGED', connection);
  }

  async #ask(): Promise<BroadcastInfo> {
    const { broadcast } = await this.#options.request({ type: 'BroadcastUrl' });
    this.#place = broadcast;
    return broadcast;
  }
}
