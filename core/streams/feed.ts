import type { Clock } from '../clock.ts';
import { MediaError } from '../wire/bytes/media-error.ts';
import { readFragment } from '../wire/cmaf/read-fragment.ts';
import { readInit, type SampleDefaults } from '../wire/cmaf/read-init.ts';
import type { Sample } from '../wire/cmaf/track.ts';
import type { PublishDoneName } from '../wire/moqt/codes.ts';
import type { Namespace } from '../wire/moqt/names.ts';
import type { SubscriberSession, Subscription } from '../wire/moqt/session-api.ts';
import { Arrivals, type Baseline } from './arrivals.ts';
import { GroupOrder } from './group-order.ts';

/** A piece of a track, ready for a `SourceBuffer`. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly group: number;
  /** Where it belongs, in seconds of its track’s own time. */
  readonly time: number;
  readonly duration: number;
  readonly samples: readonly Sample[];
  readonly timescale: number;
  readonly sequence: number;
  /** ms since the epoch. */
  readonly capturedAt: number | undefined;
  /** The first of its group: playing may begin here, with this init segment. */
  readonly init: Uint8Array | undefined;
}

/** Where a subscription begins: with the newest group from its start, or with the next one. */
export type GroupChoice = 'largest' | 'next-group';

export interface FeedHandlers {
  piece(piece: Piece, feed: Feed): void;
  /** No more comes. */
  over(code: PublishDoneName | 'refused', reason: string, feed: Feed): void;
}

/** Subscribers’ priorities; relays send the lower ones first. */
export const priorities = { catalog: 16, audio: 32, video: 96, leaving: 160, trial: 200 } as const;

/** One subscription to one track: in order, and measured. */
export class Feed {
  readonly track: string;
  readonly arrivals: Arrivals;
  /** How much has come, in ms of media. */
  mediaMs = 0;
  bytes = 0;
  /** Parts of groups that were given up. */
  skipped = 0;
  readonly #handlers: FeedHandlers;
  readonly #order: GroupOrder;
  readonly #subscription: Subscription;
  #scale = 1;
  #defaults: SampleDefaults | undefined;
  #init: Uint8Array | undefined;
  #first: number | undefined;
  #closed = false;

  constructor(session: SubscriberSession, namespace: Namespace, track: string, options: { readonly priority: number; readonly clock: Clock; readonly baseline: Baseline; readonly handlers: FeedHandlers; readonly from?: GroupChoice | undefined }) {
    this.track = track;
    this.arrivals = new Arrivals(options.baseline);
    this.#handlers = options.handlers;
    this.#order = new GroupOrder({
      init: (bytes) => this.#guard(() => this.#began(bytes)),
      fragment: (bytes, group) => this.#guard(() => this.#piece(bytes, group)),
      skipped: () => { this.skipped += 1; },
    }, options.clock);
    this.#subscription = session.subscribe({ namespace, name: track }, {
      priority: options.priority,
      filter: { type: options.from ?? 'largest' },
      on: { object: (object) => this.#closed || this.#order.object(object), subgroupEnd: (end) => this.#closed || this.#order.subgroupEnd(end) },
    });
    this.#subscription.accepted.catch((error: Error) => this.#over('refused', error.message));
    void this.#subscription.done.then(({ code, reason }) => this.#over(code, reason));
  }

  setPriority(priority: number): void {
    if (!this.#closed) this.#subscription.update({ priority });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#order.close();
    this.#subscription.unsubscribe();
  }

  /** What cannot be read ends this track, and nothing else. */
  #guard(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      if (!this.#closed) this.#subscription.unsubscribe();
      this.#over('MALFORMED_TRACK', error.message);
    }
  }

  #began(bytes: Uint8Array): void {
    const { track, defaults } = readInit(bytes);
    this.#scale = track.timescale;
    this.#defaults = defaults;
    this.#init = bytes;
  }

  #piece(bytes: Uint8Array, group: number): void {
    const { samples, capturedAt, sequence } = readFragment(bytes, this.#defaults);
    const first = samples[0]!;
    const time = (first.decodeTime + first.offset) / this.#scale;
    const duration = samples.reduce((total, sample) => total + sample.duration, 0) / this.#scale;
    this.#first ??= time;
    this.mediaMs = Math.max(this.mediaMs, (time + duration - this.#first) * 1000);
    this.bytes += bytes.length;
    const init = this.#init;
    this.#init = undefined;
    this.#handlers.piece({ bytes, group, time, duration, samples, timescale: this.#scale, sequence, capturedAt, init }, this);
  }

  #over(code: PublishDoneName | 'refused', reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#order.close();
    this.#handlers.over(code, reason, this);
  }
}
