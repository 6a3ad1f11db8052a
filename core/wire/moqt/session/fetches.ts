import { resetCodes } from '../codes.ts';
import { fetchReader } from '../fetch-reader.ts';
import type { FetchRange } from '../messages.ts';
import { RequestRefused, type FetchAsk, type Fetching, type FetchOptions } from '../session-api.ts';
import { StreamReset, type ReceiveStream } from '../transport.ts';
import type { DataTarget, Reading } from './data-stream.ts';
import { quietly, type Link } from './link.ts';
import { LiveSubscription } from './live-subscription.ts';

/** What we fetch. */
export class Fetches {
  readonly reader = fetchReader;
  readonly #link: Link;
  readonly #all = new Set<LiveFetch>();
  readonly #byId = new Map<number, LiveFetch>();

  constructor(link: Link) {
    this.#link = link;
  }

  fetch(ask: FetchAsk, options: FetchOptions): Fetching {
    const fetching = new LiveFetch(this.#link, options, (id) => {
      this.#all.delete(fetching);
      if (id !== undefined) this.#byId.delete(id);
    });
    this.#all.add(fetching);
    fetching.ask(ask, (id) => void this.#byId.set(id, fetching));
    return fetching;
  }

  find(requestId: number): DataTarget | undefined {
    this.#link.asked.mustBeOurs(requestId);
    return this.#byId.get(requestId);
  }

  end(error: Error): void {
    for (const fetching of this.#all) fetching.end(error);
  }
}

/** The subscription that is joined was asked for before, so it has its id by the time the fetch is sent. */
const rangeOf = (ask: FetchAsk): FetchRange =>
  (ask.type === 'standalone' ? ask : { type: ask.type, joiningId: (ask.joining as LiveSubscription).id!, start: ask.start });

/** One fetch of ours: over when it was accepted and its stream has ended. */
class LiveFetch implements Fetching, DataTarget {
  readonly done: Promise<void>;
  readonly #link: Link;
  readonly #options: FetchOptions;
  readonly #forget: (id: number | undefined) => void;
  readonly #done = Promise.withResolvers<void>();
  #dequeue = (): void => {};
  #id: number | undefined;
  #stream: ReceiveStream | undefined;
  #accepted = false;
  #complete = false;
  #over = false;

  constructor(link: Link, options: FetchOptions, forget: (id: number | undefined) => void) {
    this.#link = link;
    this.#options = options;
    this.#forget = forget;
    this.done = quietly(this.#done.promise);
  }

  ask(ask: FetchAsk, asked: (id: number) => void): void {
    const over = this.#link.over();
    if (over) return this.end(over);
    const { priority = 128, tokens } = this.#options;
    if (ask.type !== 'standalone' && !(ask.joining instanceof LiveSubscription && ask.joining.isOpen)) return this.end(new RequestRefused('INVALID_JOINING_REQUEST_ID', 'The subscription to join is over.'));
    this.#dequeue = this.#link.asked.make((requestId) => {
      this.#id = requestId;
      asked(requestId);
      this.#link.asked.expect(requestId, { kind: 'fetch', ok: () => this.#accept(), refused: (error) => this.end(error) });
      this.#link.send({ type: 'Fetch', requestId, priority, groupOrder: 'ascending', range: rangeOf(ask), ...(tokens && { tokens }) });
    }, (error) => this.end(error));
  }

  cancel(): void {
    if (this.#over) return;
    if (this.#id !== undefined) {
      this.#link.asked.forget(this.#id);
      this.#link.send({ type: 'FetchCancel', requestId: this.#id });
    }
    this.end(new RequestRefused('UNINTERESTED', 'It was called off.'));
  }

  end(error?: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#dequeue();
    const stream = this.#stream;
    this.#stream = undefined;
    this.#forget(this.#id);
    if (!error) return this.#done.resolve();
    stream?.stop(resetCodes.CANCELLED);
    this.#done.reject(error);
  }

  object(object: Parameters<DataTarget['object']>[0]): void {
    if (!this.#over) this.#options.object(object);
  }

  begin(stream: ReceiveStream): Reading | undefined {
    if (this.#over || this.#stream) return undefined;
    this.#stream = stream;
    const isWanted = (): boolean => this.#stream === stream;
    return {
      get wanted() {
        return isWanted();
      },
      end: (whole) => this.#streamEnded(whole),
    };
  }

  #accept(): void {
    this.#accepted = true;
    if (this.#complete) this.end();
  }

  #streamEnded(whole: boolean): void {
    if (!whole) return this.end(new StreamReset(resetCodes.INTERNAL_ERROR));
    this.#complete = true;
    if (this.#accepted) this.end();
  }
}
