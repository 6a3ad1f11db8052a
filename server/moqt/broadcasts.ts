import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Clock } from '../clock.ts';
import { NamespaceTaken, type Broadcast, type Broadcasts, type Publication } from './broadcast-port.ts';
import { LiveBroadcast, usualLimits, type BroadcastLimits } from './live-broadcast.ts';
import { LocalSource } from './local-source.ts';
import { keyOf } from './namespace-key.ts';
import type { TrackSource } from './track-source.ts';

/** A publisher's hold on its namespace. */
export interface Held {
  /** The publisher vanished; within the grace it may hold the namespace again, and its readers go on. */
  lost(reason: string): void;
  /** The broadcast is over. */
  over(reason: string): void;
}

/** How another place to look in is told of. */
export interface Elsewhere {
  /** It cannot be reached; its readers go on if it is back within the grace. */
  lost(reason: string): void;
  back(): void;
}

export interface BroadcastRegistry extends Broadcasts {
  /** Tracks are asked of `source` when someone reads. Throws `NamespaceTaken`. */
  hold(namespace: Namespace, source: TrackSource): Held;
  /** Whether someone publishes it now. */
  isTaken(namespace: Namespace): boolean;
  watch(started: (broadcast: LiveBroadcast) => void): () => void;
  /** Where to look for what nobody publishes here. */
  lookAlso(at: (namespace: Namespace) => TrackSource): Elsewhere;
  all(): readonly LiveBroadcast[];
  /** What came in so far, in bytes. */
  readonly bytesIn: number;
  close(): void;
}

/** Tracks of a catalog are always kept: with them a late joiner begins at once. */
const catalogs = ['.catalog', 'catalog'];
/** Those of other relays that nobody reads are forgotten from here on. */
const mostDistant = 1000;

interface Options { readonly clock: Clock; readonly limits?: BroadcastLimits }

class Registry implements BroadcastRegistry {
  readonly #clock: Clock;
  readonly #limits: BroadcastLimits;
  readonly #broadcasts = new Map<string, LiveBroadcast>();
  /** Those that another relay has. */
  readonly #distant = new Map<string, LiveBroadcast>();
  readonly #watchers = new Set<(broadcast: LiveBroadcast) => void>();
  #elsewhere: ((namespace: Namespace) => TrackSource) | undefined;
  #bytesOfEnded = 0;

  constructor({ clock, limits = usualLimits }: Options) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get bytesIn(): number { return this.all().reduce((sum, broadcast) => sum + broadcast.bytesIn, this.#bytesOfEnded); }

  all(): readonly LiveBroadcast[] { return [...this.#broadcasts.values(), ...this.#distant.values()]; }

  publish(namespace: Namespace): Publication {
    const source = new LocalSource();
    const { broadcast, over } = this.#begin(namespace, source);
    return {
      track(name) {
        const isNew = !source.has(name);
        const writer = source.writer(name);
        if (isNew) broadcast.keep(name);
        return writer;
      },
      close: over,
    };
  }

  hold(namespace: Namespace, source: TrackSource): Held {
    const { broadcast, over } = this.#begin(namespace, source);
    for (const name of catalogs) broadcast.keep(name);
    return {
      over,
      lost: (reason) => {
        if (broadcast.source === source) broadcast.lose(reason, () => this.#remove(broadcast));
      },
    };
  }

  isTaken(namespace: Namespace): boolean { return this.#broadcasts.get(keyOf(namespace))?.source !== undefined; }

  find(namespace: Namespace): Broadcast | undefined {
    const key = keyOf(namespace);
    const known = this.#broadcasts.get(key) ?? this.#distant.get(key);
    if (known || !this.#elsewhere) return known;
    if (this.#distant.size >= mostDistant) for (const [other, { isRead }] of this.#distant) if (!isRead) this.#distant.delete(other);
    const broadcast = new LiveBroadcast(namespace, this.#elsewhere(namespace), this.#clock, this.#limits);
    this.#distant.set(key, broadcast);
    return broadcast;
  }

  lookAlso(at: (namespace: Namespace) => TrackSource): Elsewhere {
    this.#elsewhere = at;
    return {
      lost: (reason) => { for (const [key, broadcast] of this.#distant) broadcast.lose(reason, () => void this.#distant.delete(key)); },
      back: () => { for (const broadcast of this.#distant.values()) if (!broadcast.source) broadcast.attach(at(broadcast.namespace)); },
    };
  }

  watch(started: (broadcast: LiveBroadcast) => void): () => void {
    this.#watchers.add(started);
    for (const broadcast of this.#broadcasts.values()) started(broadcast);
    return () => void this.#watchers.delete(started);
  }

  close(): void {
    for (const broadcast of this.all()) broadcast.end('The relay is closing.');
    this.#broadcasts.clear();
    this.#distant.clear();
    this.#watchers.clear();
  }

  #begin(namespace: Namespace, source: TrackSource): { readonly broadcast: LiveBroadcast; over(reason: string): void } {
    const key = keyOf(namespace);
    const known = this.#broadcasts.get(key);
    if (known?.source) throw new NamespaceTaken(`Someone else publishes ${namespace.join('/')}.`);
    const broadcast = known ?? this.#distant.get(key) ?? new LiveBroadcast(namespace, undefined, this.#clock, this.#limits);
    this.#distant.delete(key);
    this.#broadcasts.set(key, broadcast);
    broadcast.attach(source);
    if (!known) this.#tell(broadcast);
    return {
      broadcast,
      over: (reason) => {
        if (broadcast.source !== source) return;
        this.#remove(broadcast);
        broadcast.end(reason);
      },
    };
  }

  #tell(broadcast: LiveBroadcast): void {
    void broadcast.ended.then(() => { this.#bytesOfEnded += broadcast.bytesIn; });
    for (const watcher of this.#watchers) watcher(broadcast);
  }

  #remove(broadcast: LiveBroadcast): void {
    const key = keyOf(broadcast.namespace);
    if (this.#broadcasts.get(key) === broadcast) this.#broadcasts.delete(key);
  }
}

/** All that is broadcast in this process. */
export const createBroadcasts = (options: Options): BroadcastRegistry => new Registry(options);
