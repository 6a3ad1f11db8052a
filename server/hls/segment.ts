import type { Readable } from 'node:stream';

/** An init segment, by a name that goes with its bytes. */
export interface Init {
  /** Letters and digits; the same for the same bytes. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface Part {
  readonly bytes: Uint8Array;
  /** In seconds. */
  readonly duration: number;
  /** Whether decoding may start here. */
  readonly independent: boolean;
}

/** Where a segment is kept that has left the memory. */
export interface Stored {
  open(): Readable;
  remove(): void;
}

/** What is known of a segment when it begins. */
export interface SegmentHead {
  readonly init: Init;
  /** Its times do not go on from those of the segment before. */
  readonly discontinuity: boolean;
  /** When it was captured, ms since the epoch. */
  readonly startsAt: number;
  readonly independent: boolean;
}

export interface Segment extends SegmentHead {
  /** The media sequence number: counts up by one within a rendition. */
  readonly sequence: number;
  /** Whether its last part has come. */
  readonly whole: boolean;
  /** In seconds, so far. */
  readonly duration: number;
  /** None any more of one that has left the memory. */
  readonly parts: readonly Part[];
  /** In bytes, so far. */
  readonly size: number;
}
