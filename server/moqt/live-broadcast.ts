import type { Location, Namespace } from '../../core/wire/moqt/names.ts';
import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { Broadcast, TrackReader, TrackReading } from './broadcast-port.ts';
import { noTrack, TrackLog } from './track-log.ts';
import type { TrackSource } from './track-source.ts';

export interface BroadcastLimits {
  /** How long a publisher may be away before its broadcast is over, ms. */
  readonly graceMs: number;
  /** How long a track is still asked for after its last reader has left, ms. */
  readonly idleMs: number;
  /** At most this much of each track is kept, in bytes. */
  readonly cacheBytes: number;
  /** Tracks of one broadcast that may be read at a time. */
  readonly tracks: number;
}

export const usualLimits: BroadcastLimits = { graceMs: 10_000, idleMs: 5_000, cacheBytes: 8 * 1024 * 1024, tracks: 256 };

/** One broadcast, which outlives a short absence of its publisher. */
export class LiveBroadcast implements Broadcast {
  readonly namespace: Namespace;
  readonly ended: Promise<void>;
  /** What came in so far. */
  bytesIn = 0;
  readonly #clock: Clock;
  readonly #limits: BroadcastLimits;
  readonly #logs = new Map<string, TrackLog>();
  readonly #markEnded: () => void;
  #source: TrackSource | undefined;
  #cancelGrace: (() => void) | undefined;
  #over = false;

  constructor(namespace: Namespace, source: TrackSource | undefined, clock: Clock, limits: BroadcastLimits) {
    this.namespace = namespace;
    this.#source = source;
    this.#clock = clock;
    this.#limits = limits;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#markEnded = resolve;
  }

  get source(): TrackSource | undefined { return this.#source; }
  get isOver(): boolean { return this.#over; }
  get isRead(): boolean { return [...this.#logs.values()].some((log) => log.isRead); }

  async read(name: string, reader: TrackReader, from: 'newest-group' | 'next-group'): Promise<TrackReading> {
    const log = this.#logOf(name);
    try {
      return await log.read(reader, from);
    } catch (error) {
      if (!log.isRead && this.#logs.get(name) === log) {
        this.#logs.delete(name);
        log.close('TRACK_ENDED', '');
      }
      throw error;
    }
  }

  cached(name: string, start: Location, end: Location): readonly LiveObject[] {
    return this.#logs.get(name)?.cached(start, end) ?? [];
  }

  /** Asks for a track whether or not anyone reads it; one that is not there is no matter. */
  keep(name: string): void {
    const log = this.#logOf(name);
    log.keep().catch(() => {
      if (!log.isRead && this.#logs.get(name) === log) this.#logs.delete(name);
    });
  }

  /** A publisher is there, or there again. */
  attach(source: TrackSource): void {
    this.#cancelGrace?.();
    this.#cancelGrace = undefined;
    if (this.#source) for (const log of this.#logs.values()) log.detach();
    this.#source = source;
    for (const log of this.#logs.values()) log.attach(source);
  }

  /** The publisher vanished: it may come back within the grace. */
  lose(reason: string, over: () => void): void {
    if (!this.#source) return;
    this.#source = undefined;
    for (const log of this.#logs.values()) log.detach();
    this.#cancelGrace = this.#clock.after(this.#limits.graceMs, () => {
      this.end(reason);
      over();
    });
  }

  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelGrace?.();
    this.#source = undefined;
    for (const log of this.#logs.values()) log.close('TRACK_ENDED', reason);
    this.#logs.clear();
    this.#markEnded();
  }

  #logOf(name: string): TrackLog {
    const known = this.#logs.get(name);
    if (known) return known;
    if (!this.#source || this.#logs.size >= this.#limits.tracks) throw noTrack(name);
    const log = new TrackLog({ name, clock: this.#clock, idleMs: this.#limits.idleMs, cacheBytes: this.#limits.cacheBytes, received: (bytes) => { this.bytesIn += bytes; } }, this.#source);
    this.#logs.set(name, log);
    return log;
  }
}
