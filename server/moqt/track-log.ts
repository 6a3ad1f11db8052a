import type { PublishDoneName } from '../../core/wire/moqt/codes.ts';
import { isAfter, type Location } from '../../core/wire/moqt/names.ts';
import { RequestRefused, type LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { TrackInput, TrackSource } from './track-source.ts';
import type { SubgroupEnd, TrackReader, TrackReading } from './broadcast-port.ts';
import { GroupCache } from './group-cache.ts';

export interface TrackLogOptions {
  readonly name: string;
  readonly clock: Clock;
  /** How long a track is still asked for after its last reader has left, ms. */
  readonly idleMs: number;
  /** At most this much of a track's payloads is kept, in bytes; of what has been sent, its bytes as they are on a stream beside them. */
  readonly cacheBytes: number;
  /** Bytes that came in. */
  readonly received: (bytes: number) => void;
}

interface Reading {
  readonly reader: TrackReader;
  fromGroup: number;
  /** A group that is read, too, if its start still comes. */
  hopedFor: number | undefined;
}

/** One track: its newest group, those who read it, and the one subscription that all of them share. */
export class TrackLog {
  readonly #options: TrackLogOptions;
  readonly #cache: GroupCache;
  readonly #readings = new Set<Reading>();
  /** Subgroups that have begun and not ended. */
  readonly #open = new Map<string, { readonly group: number; readonly subgroup: number }>();
  #source: TrackSource | undefined;
  #opening: Promise<void> | undefined;
  #stopSource: (() => void) | undefined;
  #cancelIdle: (() => void) | undefined;
  #isKept = false;
  #largest: Location | undefined;
  /** What a publisher that has gone had reached: the next one has to go on above. */
  #floor: number | undefined;
  /** The group that was under way when this track was asked for. */
  #joined: number | undefined;

  constructor(options: TrackLogOptions, source: TrackSource | undefined) {
    this.#options = options;
    this.#cache = new GroupCache(options.cacheBytes);
    this.#source = source;
  }

  get isRead(): boolean { return this.#readings.size > 0; }

  /** Asks for the track now, and goes on without readers. */
  async keep(): Promise<void> {
    this.#isKept = true;
    await this.#ensureOpen();
  }

  async read(reader: TrackReader, from: 'newest-group' | 'next-group'): Promise<TrackReading> {
    this.#cancelIdle?.();
    this.#cancelIdle = undefined;
    try {
      await this.#ensureOpen();
    } catch (error) {
      this.#restIfUnread();
      throw error;
    }
    const reading: Reading = { reader, ...this.#beginning(from) };
    reader.began?.(this.#largest);
    this.#readings.add(reading);
    this.#tellKept(reading);
    return { largest: this.#largest, stop: () => this.#stop(reading) };
  }

  cached(start: Location, end: Location): readonly LiveObject[] { return this.#cache.objects(start, end); }

  /** The publisher came back, as `source`. */
  attach(source: TrackSource): void {
    this.#source = source;
    if (this.#readings.size === 0 && !this.#isKept) return;
    this.#ensureOpen().catch((error: unknown) => {
      if (this.#source === source) this.#endReaders('TRACK_ENDED', error instanceof Error ? error.message : 'The track is not there any more.');
    });
  }

  /** The publisher has gone, perhaps for a while: what was under way is given up. */
  detach(): void {
    this.#closeSource();
    this.#source = undefined;
    this.#floor = this.#largest?.group;
    for (const { group, subgroup } of this.#open.values()) this.#tellEnd({ group, subgroup, whole: false, endOfGroup: false });
    this.#open.clear();
  }

  /** Nothing more comes. */
  close(code: PublishDoneName, reason: string): void {
    this.detach();
    this.#cancelIdle?.();
    this.#endReaders(code, reason);
  }

  #ensureOpen(): Promise<void> {
    const source = this.#source;
    if (this.#stopSource || !source) return Promise.resolve();
    return (this.#opening ??= this.#openSource(source).finally(() => { this.#opening = undefined; }));
  }

  async #openSource(source: TrackSource): Promise<void> {
    const { largest, close } = await source.open(this.#options.name, this.#inputOf(source));
    if (this.#source !== source) {
      close();
      // The publisher changed meanwhile: whoever waits is answered by the new one, if there is one.
      if (this.#source) return this.#openSource(this.#source);
      return;
    }
    this.#stopSource = close;
    this.#joined = largest?.group;
    if (largest && (!this.#largest || isAfter(largest, this.#largest))) this.#largest = largest;
  }

  #inputOf(source: TrackSource): TrackInput {
    const current = (): boolean => this.#source === source;
    return {
      object: (object) => { if (current()) this.#object(object); },
      subgroupEnd: (end) => { if (current()) this.#subgroupEnd(end); },
      ended: (code, reason) => {
        if (!current()) return;
        this.#stopSource = undefined;
        this.#floor = this.#largest?.group;
        this.#endReaders(code, reason);
      },
    };
  }

  #object(object: LiveObject): void {
    if (this.#floor !== undefined && !this.#isBeyond(object, this.#floor)) return;
    this.#options.received(object.payload.length);
    if (!this.#largest || isAfter(object, this.#largest)) this.#largest = { group: object.group, object: object.object };
    this.#open.set(`${object.group}/${object.subgroup}`, { group: object.group, subgroup: object.subgroup });
    this.#cache.add(object);
    for (const reading of this.#readings) {
      if (object.group >= reading.fromGroup) reading.reader.object(object);
      if (reading.hopedFor !== undefined) this.#hope(reading, object.group);
    }
  }

  /** Publishers may send the group that is under way from its start: who asked first need not wait for the next one then. */
  #hope(reading: Reading, group: number): void {
    const hopedFor = reading.hopedFor!;
    const isWhole = group === hopedFor && this.#cache.hasStart(group);
    if (isWhole || group > hopedFor) reading.hopedFor = undefined;
    if (!isWhole) return;
    reading.fromGroup = group;
    this.#tellKept(reading);
  }

  #tellKept({ reader, fromGroup }: Reading): void {
    for (const event of this.#cache.eventsFrom(fromGroup)) {
      if ('payload' in event) reader.object(event);
      else reader.subgroupEnd?.(event);
    }
  }

  /** A publisher that came back goes on above what it had reached, or with the same group; one that counts anew is a new track to its readers. */
  #isBeyond(object: LiveObject, floor: number): boolean {
    if (object.group === floor && !this.#contradicts(object)) return false;
    if (object.group <= floor) {
      this.#largest = undefined;
      this.#cache.clear();
      this.#endReaders('TRACK_ENDED', 'The publisher began anew.');
    }
    this.#floor = undefined;
    return true;
  }

  /** Whether the object in this place was another one. */
  #contradicts({ group, object, payload }: LiveObject): boolean {
    const [known] = this.#cache.objects({ group, object }, { group, object: object + 1 });
    return known !== undefined && Buffer.compare(known.payload, payload) !== 0;
  }

  #subgroupEnd(end: SubgroupEnd): void {
    if (this.#open.delete(`${end.group}/${end.subgroup}`)) this.#tellEnd(end);
  }

  #tellEnd(end: SubgroupEnd): void {
    this.#cache.add(end);
    for (const { reader, fromGroup } of this.#readings) if (end.group >= fromGroup) reader.subgroupEnd?.(end);
  }

  #beginning(from: 'newest-group' | 'next-group'): Omit<Reading, 'reader'> {
    const newest = this.#largest?.group;
    if (newest === undefined) return { fromGroup: 0, hopedFor: undefined };
    const next = { fromGroup: newest + 1, hopedFor: undefined };
    if (from === 'next-group' || this.#cache.isOvergrown(newest)) return next;
    // A decoder can do nothing with the rest of a group whose start went by before anyone asked for it.
    const isCutShort = newest === this.#joined && !this.#cache.hasStart(newest);
    return isCutShort ? { ...next, hopedFor: newest } : { fromGroup: newest, hopedFor: undefined };
  }

  #stop(reading: Reading): void {
    if (this.#readings.delete(reading)) this.#restIfUnread();
  }

  #restIfUnread(): void {
    if (this.#readings.size > 0 || this.#isKept || this.#cancelIdle) return;
    this.#cancelIdle = this.#options.clock.after(this.#options.idleMs, () => {
      this.#cancelIdle = undefined;
      this.#rest();
    });
  }

  /** Nobody reads: the publisher is asked no more, and what is kept would soon be old. */
  #rest(): void {
    this.#closeSource();
    this.#open.clear();
    this.#cache.clear();
  }

  #closeSource(): void {
    this.#stopSource?.();
    this.#stopSource = undefined;
    this.#joined = undefined;
  }

  #endReaders(code: PublishDoneName, reason: string): void {
    const readings = [...this.#readings];
    this.#readings.clear();
    for (const { reader } of readings) reader.ended(code, reason);
  }
}

/** What is said of a track that is not there. */
export const noTrack = (name: string): RequestRefused => new RequestRefused('DOES_NOT_EXIST', `There is no track ${JSON.stringify(name.slice(0, 80))}.`);
