import type { PublishDoneName } from '../../core/wire/moqt/codes.ts';
import type { Location } from '../../core/wire/moqt/names.ts';
import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { SubgroupEnd } from './broadcast-port.ts';

/** Where the tracks of a broadcast come from: a publisher's session, another relay, this process. */
export interface TrackSource {
  /** Asks for a track; what comes goes into `input`, from the start of its newest group on. Rejects with a `RequestRefused`. */
  open(name: string, input: TrackInput): Promise<OpenTrack>;
}

export interface OpenTrack {
  readonly largest: Location | undefined;
  /** No more is wanted. */
  close(): void;
}

export interface TrackInput {
  object(object: LiveObject): void;
  subgroupEnd(end: SubgroupEnd): void;
  ended(code: PublishDoneName, reason: string): void;
}
