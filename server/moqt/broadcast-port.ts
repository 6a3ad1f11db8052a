import type { PublishDoneName } from '../../core/wire/moqt/codes.ts';
import type { Location, Namespace } from '../../core/wire/moqt/names.ts';
import type { LiveObject } from '../../core/wire/moqt/session-api.ts';

/** Everything that is broadcast in this process, whoever publishes it: a MoQT session, a room, an ingest. */
export interface Broadcasts {
  /** Throws `NamespaceTaken` while someone else publishes it. */
  publish(namespace: Namespace): Publication;
  find(namespace: Namespace): Broadcast | undefined;
  /** Hears of each broadcast, of those that are on too. Returns how to stop. */
  watch(started: (broadcast: Broadcast) => void): () => void;
}

export interface Broadcast {
  readonly namespace: Namespace;
  /**
   * Reads a track; however many do, its publisher is asked once. With `newest-group` the objects of that group come at
   * once, then each as it comes. Rejects with a `RequestRefused`: `DOES_NOT_EXIST` for a track that is not there.
   */
  read(name: string, reader: TrackReader, from: 'newest-group' | 'next-group'): Promise<TrackReading>;
  /** Of the newest groups, what is still there of this range, in order; `end.object` is one more than the last wanted, 0 the whole group. */
  cached(name: string, start: Location, end: Location): readonly LiveObject[];
  /** Resolves when its publisher has gone. */
  readonly ended: Promise<void>;
}

/** `whole` when its last object came, not when its publisher gave up or vanished. */
export interface SubgroupEnd { readonly group: number; readonly subgroup: number; readonly whole: boolean; readonly endOfGroup: boolean }

/** Must neither throw nor keep its caller waiting: who is slow queues and drops for itself. */
export interface TrackReader {
  /** Told first, and once of the newest object there is. */
  began?(largest: Location | undefined): void;
  object(object: LiveObject): void;
  subgroupEnd?(end: SubgroupEnd): void;
  ended(code: PublishDoneName, reason: string): void;
}

export interface TrackReading { readonly largest: Location | undefined; stop(): void }

/** What a publisher inside this process holds. */
export interface Publication {
  /** Made with its first use. */
  track(name: string): TrackWriter;
  /** The broadcast is over. Safe to call twice. */
  close(reason: string): void;
}

/** Objects go by rising group, and by rising id within a group; payloads are not copied, so they may not change any more. */
export interface TrackWriter {
  object(object: LiveObject): void;
  subgroupEnd(at: { readonly group: number; readonly subgroup: number; readonly endOfGroup: boolean }): void;
  end(): void;
}

/** Someone else publishes this namespace. */
export class NamespaceTaken extends Error {
  override readonly name = 'NamespaceTaken';
}
