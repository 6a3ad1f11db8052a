import type { PublishDoneName } from '../../core/wire/moqt/codes.ts';
import type { Filter } from '../../core/wire/moqt/messages.ts';
import type { Location } from '../../core/wire/moqt/names.ts';
import { RequestRefused, type LiveObject, type SubscribeRequest } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { Broadcast, SubgroupEnd, TrackReader, TrackReading } from './broadcast-port.ts';
import type { Watching } from './broadcast-tally.ts';
import type { SendBudget } from './send-budget.ts';
import { SubscriberQueue } from './subscriber-queue.ts';

export interface SubscriberOptions {
  readonly request: SubscribeRequest;
  readonly budget: SendBudget;
  readonly clock: Clock;
  /** When the subscriber asked, ms. */
  readonly askedAt: number;
  readonly watching: () => Watching;
  /** Whether the subscriber takes what is written now. */
  readonly isAwake: () => boolean;
}

/** Where reading begins. The rest of a group is of no use to a decoder, so `largest` gives the newest group from its start. */
const beginnings: { readonly [Type in Filter['type']]: 'newest-group' | 'next-group' } = { largest: 'newest-group', absolute: 'newest-group', 'next-group': 'next-group' };

/** One subscription: says yes when the track is there, and passes on what comes. */
export class Subscriber implements TrackReader {
  readonly #options: SubscriberOptions;
  /** Told once it is over. */
  readonly #closed: () => void;
  #queue: SubscriberQueue | undefined;
  #reading: TrackReading | undefined;
  #broadcast: Broadcast | undefined;
  #over = false;

  constructor(options: SubscriberOptions, closed: () => void) {
    this.#options = options;
    this.#closed = closed;
  }

  async read(broadcast: Broadcast): Promise<void> {
    const { request } = this.#options;
    this.#broadcast = broadcast;
    try {
      this.#reading = await broadcast.read(request.track.name, this, beginnings[request.filter.type]);
      if (this.#over) this.#reading.stop();
    } catch (error) {
      this.#closed();
      if (error instanceof RequestRefused) request.refuse(error.code, error.message);
      else request.refuse('INTERNAL_ERROR', 'The publisher has gone.');
    }
  }

  began(largest: Location | undefined): void {
    const { request, budget, clock, isAwake } = this.#options;
    const { filter, priority, forward, deliveryTimeoutMs } = request;
    const sender = request.accept({ ...(largest && { largest }) }, { changed: (changes) => this.#queue?.change(changes), ended: () => this.close() });
    const range = filter.type === 'absolute' ? { start: filter.start, endGroup: filter.endGroup } : {};
    this.#queue = new SubscriberQueue({ sender, clock, budget, priority, forward, deliveryTimeoutMs, ...range, ...this.#counted() });
    if (!isAwake()) this.#queue.sleep();
  }

  object(object: LiveObject): void { this.#queue?.object(object); }

  subgroupEnd(end: SubgroupEnd): void { this.#queue?.subgroupEnd(end); }

  ended(code: PublishDoneName, reason: string): void { this.#queue?.ended(code, reason); }

  /** The subscriber takes nothing any more. */
  sleep(): void { this.#queue?.sleep(); }

  /** The subscriber takes things again. */
  wake(): void {
    const group = this.#queue?.wake();
    if (group === undefined) return;
    const missed = this.#broadcast?.cached(this.#options.request.track.name, { group, object: 0 }, { group, object: 0 }) ?? [];
    for (const object of missed) this.object(object);
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#reading?.stop();
    this.#queue?.close();
    this.#closed();
  }

  #counted(): { sent(bytes: number): void; dropped(objects: number): void } {
    const { watching, clock, askedAt } = this.#options;
    const viewer = watching();
    let first = true;
    return {
      sent(bytes) {
        viewer.sent(bytes);
        if (first) viewer.started(clock.now() - askedAt);
        first = false;
      },
      dropped: (objects) => viewer.dropped(objects),
    };
  }
}
