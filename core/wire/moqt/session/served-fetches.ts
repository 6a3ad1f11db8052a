import { joined } from '../../bytes/byte-writer.ts';
import { resetCodes } from '../codes.ts';
import { encodeFetchedHead, encodeFetchHeader } from '../data-writer.ts';
import type { MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import type { Location, TrackName } from '../names.ts';
import type { FetchRequest, FetchSender, LiveObject, SessionHandlers } from '../session-api.ts';
import type { SendStream } from '../transport.ts';
import type { Link } from './link.ts';
import type { Served } from './served-subscriptions.ts';
import { largePayload } from './track-sender.ts';

interface Wanted { readonly track: TrackName; readonly start: Location; readonly end: Location }

/** What the other side fetches. */
export class ServedFetches {
  readonly #link: Link;
  readonly #handle: SessionHandlers['fetch'];
  readonly #subscription: (id: number) => Served | undefined;
  readonly #byId = new Map<number, ServedFetch>();

  constructor(link: Link, handle: SessionHandlers['fetch'], subscription: (id: number) => Served | undefined) {
    this.#link = link;
    this.#handle = handle;
    this.#subscription = subscription;
  }

  fetch(message: MessageOf<'Fetch'>): void {
    const ended = this.#link.served.take(message.requestId);
    const served = new ServedFetch(this.#link, message, () => {
      this.#byId.delete(message.requestId);
      ended();
    });
    this.#byId.set(message.requestId, served);
    const { range } = message;
    if (!this.#handle) served.refuse('NOT_SUPPORTED', 'Nothing can be fetched here.');
    else if (range.type === 'standalone') this.#ask(served, range);
    else this.#join(served, range);
  }

  cancel(requestId: number): void {
    if (!this.#link.served.knows(requestId)) throw violation(`There was no fetch ${requestId}.`);
    this.#byId.get(requestId)?.end(new Error('The fetch was cancelled.'));
  }

  /** Whether this is one that has not ended. */
  has(requestId: number): boolean {
    return this.#byId.has(requestId);
  }

  end(error: Error): void {
    for (const served of this.#byId.values()) served.end(error);
  }

  /** Draft §“Joining Fetch Range Calculation”: up to the newest object there was when the subscription began. */
  #join(served: ServedFetch, { type, joiningId, start }: { readonly type: 'relative' | 'absolute'; readonly joiningId: number; readonly start: number }): void {
    const subscription = this.#subscription(joiningId);
    if (!subscription) return served.refuse('INVALID_JOINING_REQUEST_ID', `There is no subscription ${joiningId}.`);
    if (subscription.filter.type !== 'largest') throw violation('A fetch joins a subscription with another filter than the largest object.');
    void subscription.answered.then((answer) => {
      if (!answer) return served.refuse('INVALID_JOINING_REQUEST_ID', `Subscription ${joiningId} was not accepted.`);
      const { largest } = answer;
      if (!largest) return served.refuse('INVALID_RANGE', 'Nothing was published before the subscription.');
      const group = type === 'absolute' ? start : Math.max(0, largest.group - start);
      if (group > largest.group) return served.refuse('INVALID_RANGE', 'The fetch begins behind the newest group.');
      this.#ask(served, { track: subscription.track, start: { group, object: 0 }, end: { group: largest.group, object: largest.object + 1 } });
    });
  }

  #ask(served: ServedFetch, { track, start, end }: Wanted): void {
    if (end.group < start.group || (end.group === start.group && end.object > 0 && end.object <= start.object)) return served.refuse('INVALID_RANGE', 'The fetch ends before it begins.');
    try {
      this.#handle!(served.request(track, start, end));
    } catch {
      served.refuse('INTERNAL_ERROR', 'The request could not be handled.');
    }
  }
}

class ServedFetch {
  readonly #link: Link;
  readonly #message: MessageOf<'Fetch'>;
  readonly #forget: () => void;
  #state: 'asked' | 'accepted' | 'over' = 'asked';
  #stream: SendStream | undefined;
  #ended: (() => void) | undefined;
  #why: Error | undefined;

  constructor(link: Link, message: MessageOf<'Fetch'>, forget: () => void) {
    this.#link = link;
    this.#message = message;
    this.#forget = forget;
  }

  request(track: TrackName, start: Location, end: Location): FetchRequest {
    const { priority, tokens = [] } = this.#message;
    return { track, start, end, priority, tokens, refuse: (...refusal) => this.refuse(...refusal), accept: (answer, on) => this.#accept(answer, on.ended) };
  }

  refuse(code: Parameters<FetchRequest['refuse']>[0], reason: string, retryMs?: number): void {
    if (this.#state !== 'asked') return;
    this.#link.send({ type: 'RequestError', requestId: this.#message.requestId, request: 'fetch', code, reason, ...(retryMs !== undefined && { retryMs }) });
    this.#close();
  }

  end(why: Error): void {
    if (this.#state === 'over') return;
    this.#why = why;
    this.#stream?.reset(resetCodes.CANCELLED);
    this.#close();
    this.#ended?.();
  }

  async #accept({ end, endOfTrack }: { readonly end: Location; readonly endOfTrack: boolean }, ended: () => void): Promise<FetchSender> {
    if (this.#state === 'accepted') throw new TypeError('A fetch was accepted twice.');
    if (this.#state === 'over') {
      ended();
      throw this.#gone();
    }
    this.#state = 'accepted';
    this.#ended = ended;
    this.#link.send({ type: 'FetchOk', requestId: this.#message.requestId, groupOrder: 'ascending', endOfTrack, end });
    const stream = await this.#link.transport.openUni();
    if (this.#why) {
      stream.reset(resetCodes.CANCELLED);
      throw this.#gone();
    }
    this.#stream = stream;
    let header: Uint8Array | undefined = encodeFetchHeader(this.#message.requestId);
    const takeHeader = (): Uint8Array[] => {
      const parts = header ? [header] : [];
      header = undefined;
      return parts;
    };
    return {
      write: (object) => this.#write(stream, takeHeader(), object),
      finish: async () => {
        for (const part of takeHeader()) await stream.write(part);
        await stream.finish();
        this.#close();
      },
      reset: (code) => {
        stream.reset(code);
        this.#close();
      },
    };
  }

  async #write(stream: SendStream, before: readonly Uint8Array[], object: LiveObject): Promise<void> {
    // Draft 16 has no status on these streams.
    if (object.payload.length === 0 && object.status !== 'normal' && this.#link.draft === 16) return;
    const head = encodeFetchedHead(object, this.#link.draft);
    const isLarge = object.payload.length >= largePayload;
    const written = stream.write(joined([...before, head, ...(isLarge ? [] : [object.payload])]));
    await (isLarge ? Promise.all([written, stream.write(object.payload)]) : written);
  }

  #gone(): Error {
    return this.#why ?? this.#link.over() ?? new Error('The fetch was refused.');
  }

  #close(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#forget();
  }
}
