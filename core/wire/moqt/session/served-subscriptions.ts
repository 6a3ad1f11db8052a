import type { PublishDoneName } from '../codes.ts';
import type { MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import { keyOf, type Location, type TrackName } from '../names.ts';
import type { SessionHandlers, SubscribeRequest, TrackOffer, TrackSender } from '../session-api.ts';
import type { Link } from './link.ts';
import { LiveTrackSender } from './track-sender.ts';

type Listener = Parameters<SubscribeRequest['accept']>[1];

/** What the other side subscribes to. */
export class ServedSubscriptions {
  readonly #link: Link;
  readonly #handle: SessionHandlers['subscribe'];
  readonly #byId = new Map<number, Served>();

  constructor(link: Link, handle: SessionHandlers['subscribe']) {
    this.#link = link;
    this.#handle = handle;
  }

  find(requestId: number): Served | undefined {
    return this.#byId.get(requestId);
  }

  subscribe(message: MessageOf<'Subscribe'>): void {
    const ended = this.#link.served.take(message.requestId);
    const served: Served = new Served(this.#link, message, () => {
      this.#byId.delete(message.requestId);
      ended();
    });
    const isDouble = this.#link.draft === 16 && [...this.#byId.values()].some(({ track }) => keyOf(track) === keyOf(message.track));
    this.#byId.set(message.requestId, served);
    if (isDouble) return served.refuse('DUPLICATE_SUBSCRIPTION', 'This track is subscribed to already.');
    if (!this.#handle) return served.refuse('NOT_SUPPORTED', 'Nothing is published here.');
    try {
      this.#handle(served);
    } catch {
      served.failed();
    }
  }

  /** True when the update was of a subscription. */
  update({ existingId, priority, forward, filter }: MessageOf<'RequestUpdate'>): boolean {
    const served = this.#byId.get(existingId);
    served?.update({ ...(priority !== undefined && { priority }), ...(forward !== undefined && { forward }), ...(filter && { filter }) });
    return served !== undefined;
  }

  unsubscribe(requestId: number): void {
    if (!this.#link.served.knows(requestId)) throw violation(`There was no subscription ${requestId}.`);
    this.#byId.get(requestId)?.end(new Error('The subscriber has unsubscribed.'));
  }

  end(error: Error): void {
    for (const served of this.#byId.values()) served.end(error);
  }
}

type Changes = Parameters<NonNullable<Listener['changed']>>[0];

/** One subscription of the other side. */
export class Served implements SubscribeRequest {
  readonly requestId: number;
  readonly track: TrackName;
  readonly priority: number;
  readonly filter: SubscribeRequest['filter'];
  readonly forward: boolean;
  readonly deliveryTimeoutMs?: number;
  readonly tokens: readonly Uint8Array[];
  readonly #link: Link;
  readonly #forget: () => void;
  /** Settles when it is answered: with what there was then, or nothing when it was refused. */
  readonly answered: Promise<{ readonly largest: Location | undefined } | undefined>;
  readonly #answer = Promise.withResolvers<{ readonly largest: Location | undefined } | undefined>();
  #state: 'asked' | 'live' | 'over' = 'asked';
  #sender: LiveTrackSender | undefined;
  #on: Listener | undefined;
  #why = new Error('The subscriber has unsubscribed.');
  #early: Changes | undefined;

  constructor(link: Link, { requestId, track, priority, filter, forward, deliveryTimeoutMs, tokens }: MessageOf<'Subscribe'>, forget: () => void) {
    this.#link = link;
    this.requestId = requestId;
    this.track = track;
    this.priority = priority;
    this.filter = filter;
    this.forward = forward;
    if (deliveryTimeoutMs !== undefined) this.deliveryTimeoutMs = deliveryTimeoutMs;
    this.tokens = tokens ?? [];
    this.#forget = forget;
    this.answered = this.#answer.promise;
  }

  refuse(code: Parameters<SubscribeRequest['refuse']>[0], reason: string, retryMs?: number): void {
    if (this.#state !== 'asked') return;
    this.#link.send({ type: 'RequestError', requestId: this.requestId, request: 'subscribe', code, reason, ...(retryMs !== undefined && { retryMs }) });
    this.#close();
  }

  accept({ largest, expiresMs = 0, maxCacheMs }: Partial<TrackOffer>, on: Listener): TrackSender {
    if (this.#on) throw new TypeError('A subscription was accepted twice.');
    this.#on = on;
    const sender = new LiveTrackSender(this.#link, this.requestId, (...done) => this.#done(...done));
    if (this.#state === 'over') {
      sender.end(this.#why);
      // Who accepts gets the sender first.
      queueMicrotask(() => on.ended());
      return sender;
    }
    this.#state = 'live';
    this.#sender = sender;
    this.#answer.resolve({ largest });
    this.#link.send({
      type: 'SubscribeOk', requestId: this.requestId, trackAlias: this.requestId, expiresMs, groupOrder: 'ascending',
      ...(largest && { largest }), ...(maxCacheMs !== undefined && { maxCacheMs }),
    });
    const early = this.#early;
    if (early) queueMicrotask(() => on.changed?.(early));
    return sender;
  }

  /** Its handler threw. */
  failed(): void {
    this.refuse('INTERNAL_ERROR', 'The request could not be handled.');
    this.#sender?.done('INTERNAL_ERROR', 'The subscription could not be served.');
  }

  update(changes: Changes): void {
    if (this.#state === 'asked') this.#early = { ...this.#early, ...changes };
    else this.#on?.changed?.(changes);
  }

  end(why: Error): void {
    if (this.#state === 'over') return;
    this.#why = why;
    this.#close();
    this.#sender?.end(why);
    this.#on?.ended();
  }

  #done(code: PublishDoneName, reason: string, streams: number): void {
    this.#link.send({ type: 'PublishDone', requestId: this.requestId, code, streams, reason });
    this.#close();
  }

  #close(): void {
    this.#state = 'over';
    this.#answer.resolve(undefined);
    this.#forget();
  }
}
