import { resetCodes, type PublishDoneName } from '../codes.ts';
import type { Filter, MessageOf } from '../messages.ts';
import type { Location, TrackName } from '../names.ts';
import { RequestRefused, type LiveObject, type SubscribeOptions, type Subscription, type TrackOffer } from '../session-api.ts';
import type { ReceiveStream } from '../transport.ts';
import type { DataTarget, Reading } from './data-stream.ts';
import { quietly, type Link } from './link.ts';

interface Owner { asked(id: number): void; answered(alias: number): void; over(): void }
interface Changes { readonly priority?: number; readonly forward?: boolean }

/** How long streams may come late after PUBLISH_DONE, in ms. */
const lateMs = 2000;
/** How long they may take in all. */
const lastMs = 10_000;

const usual = { priority: 128, groupOrder: 'publisher', filter: { type: 'largest' } } as const;

/** Where a filter starts, once it is known what there was. */
function startOf(filter: Filter, largest: Location | undefined): Location {
  if (filter.type === 'absolute') return filter.start;
  if (!largest) return { group: 0, object: 0 };
  return filter.type === 'largest' ? { group: largest.group, object: largest.object + 1 } : { group: largest.group + 1, object: 0 };
}

/** One subscription of ours. */
export class LiveSubscription implements Subscription, DataTarget {
  readonly track: TrackName;
  readonly filter: Filter;
  readonly accepted: Promise<TrackOffer>;
  readonly done: Promise<{ readonly code: PublishDoneName; readonly reason: string }>;
  readonly #link: Link;
  readonly #options: SubscribeOptions;
  readonly #owner: Owner;
  readonly #answer = Promise.withResolvers<TrackOffer>();
  readonly #done = Promise.withResolvers<{ readonly code: PublishDoneName; readonly reason: string }>();
  readonly #streams = new Set<ReceiveStream>();
  #state: 'asking' | 'live' | 'ending' | 'over' = 'asking';
  /** Calls off what waits to be sent. */
  readonly #queued: (() => void)[] = [];
  #cancelTimer = (): void => {};
  /** What PUBLISH_DONE said; `late` once no stream is waited for any more. */
  #after: { readonly code: PublishDoneName; readonly reason: string; readonly streams: number; late: boolean } | undefined;
  #id: number | undefined;
  #alias: number | undefined;
  #start: Location = { group: 0, object: 0 };
  #current: { priority: number; forward: boolean };
  #late: Changes | undefined;
  #streamsSeen = 0;

  constructor(link: Link, track: TrackName, options: SubscribeOptions, owner: Owner) {
    this.#link = link;
    this.track = track;
    this.filter = options.filter ?? usual.filter;
    this.#options = options;
    this.#owner = owner;
    this.#current = { priority: options.priority ?? usual.priority, forward: options.forward ?? true };
    this.accepted = quietly(this.#answer.promise);
    this.done = this.#done.promise;
  }

  get id(): number | undefined {
    return this.#id;
  }

  /** Nothing before it is accepted. */
  get alias(): number | undefined {
    return this.#alias;
  }

  get isOpen(): boolean {
    return this.#state === 'asking' || this.#state === 'live';
  }

  ask(): void {
    const over = this.#link.over();
    if (over) return this.end(over);
    const { groupOrder = usual.groupOrder, deliveryTimeoutMs, tokens } = this.#options;
    this.#request((requestId) => {
      this.#id = requestId;
      this.#owner.asked(requestId);
      this.#link.asked.expect(requestId, { kind: 'subscribe', ok: (message) => this.#accept(message), refused: (error) => this.#refused(error) });
      this.#link.send({
        type: 'Subscribe', requestId, track: this.track, ...this.#current, groupOrder, filter: this.filter,
        ...(deliveryTimeoutMs !== undefined && { deliveryTimeoutMs }), ...(tokens && { tokens }),
      });
    });
  }

  update(changes: Changes): void {
    if (this.#state === 'asking') this.#late = { ...this.#late, ...changes };
    if (this.#state !== 'live') return;
    this.#current = { ...this.#current, ...changes };
    // Draft 14 says all of it again, and may only narrow what was asked for.
    const endGroup = this.filter.type === 'absolute' ? this.filter.endGroup : undefined;
    const all = { ...this.#current, filter: { type: 'absolute' as const, start: this.#start, ...(endGroup !== undefined && { endGroup }) } };
    const existingId = this.#id!;
    this.#request((requestId) => {
      if (this.#link.draft === 16) this.#link.asked.expect(requestId, { kind: 'update', ok: () => {}, refused: () => {} });
      this.#link.send({ type: 'RequestUpdate', requestId, existingId, ...(this.#link.draft === 14 ? all : changes) });
    });
  }

  unsubscribe(): void {
    if (this.#state === 'over') return;
    if (this.#id !== undefined && this.#state !== 'ending') this.#link.send({ type: 'Unsubscribe', requestId: this.#id });
    // Whether it was accepted is found out later; its alias must be known then, to be stopped.
    if (this.#state === 'asking') this.#answer.reject(new RequestRefused('UNINTERESTED', 'It was called off.'));
    this.#finish('SUBSCRIPTION_ENDED', '');
  }

  publisherDone({ code, reason, streams }: MessageOf<'PublishDone'>): void {
    if (this.#state !== 'live') return;
    this.#state = 'ending';
    this.#after = { code, reason, streams, late: false };
    this.#cancelTimer = this.#link.setTimer(() => {
      this.#after!.late = true;
      this.#cancelTimer = this.#link.setTimer(() => this.#finish(code, reason), lastMs - lateMs);
      this.#maybeFinish();
    }, lateMs);
    this.#maybeFinish();
  }

  end(error: Error): void {
    this.#answer.reject(error);
    this.#finish('INTERNAL_ERROR', error.message);
  }

  object(object: LiveObject): void {
    if (this.#state !== 'over') this.#options.on.object(object);
  }

  subgroupEnd(at: Parameters<NonNullable<DataTarget['subgroupEnd']>>[0]): void {
    if (this.#state !== 'over') this.#options.on.subgroupEnd?.(at);
  }

  begin(stream: ReceiveStream): Reading | undefined {
    if (this.#state === 'over') return undefined;
    this.#streams.add(stream);
    this.#streamsSeen += 1;
    const isWanted = (): boolean => this.#streams.has(stream);
    return {
      get wanted() {
        return isWanted();
      },
      end: () => {
        this.#streams.delete(stream);
        this.#maybeFinish();
      },
    };
  }

  #accept({ trackAlias, largest, expiresMs, maxCacheMs }: MessageOf<'SubscribeOk'>): void {
    this.#alias = trackAlias;
    this.#start = startOf(this.filter, largest);
    this.#owner.answered(trackAlias);
    if (this.#state === 'over') return this.#owner.over();
    this.#state = 'live';
    this.#answer.resolve({ expiresMs, ...(largest && { largest }), ...(maxCacheMs !== undefined && { maxCacheMs }) });
    if (this.#late) this.update(this.#late);
  }

  #request(make: (requestId: number) => void): void {
    this.#queued.push(this.#link.asked.make(make, (error) => this.#refused(error)));
  }

  #refused(error: Error): void {
    this.#answer.reject(error);
    this.#finish(error instanceof RequestRefused ? 'SUBSCRIPTION_ENDED' : 'INTERNAL_ERROR', error.message);
  }

  /** Draft §“PUBLISH_DONE”: streams may come after it; their number says when all have. */
  #maybeFinish(): void {
    const after = this.#after;
    if (!after || this.#streams.size > 0) return;
    // Fewer than have come is a count that was not kept.
    const counted = this.#streamsSeen === after.streams;
    if (counted || after.late) this.#finish(after.code, after.reason);
  }

  #finish(code: PublishDoneName, reason: string): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#cancelTimer();
    for (const callOff of this.#queued) callOff();
    const streams = [...this.#streams];
    this.#streams.clear();
    for (const stream of streams) stream.stop(resetCodes.CANCELLED);
    this.#owner.over();
    this.#done.resolve({ code, reason });
  }
}
