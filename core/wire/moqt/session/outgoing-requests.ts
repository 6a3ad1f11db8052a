import type { RequestKind } from '../codes.ts';
import type { Message, MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import { RequestRefused } from '../session-api.ts';

interface Answered<Kind extends string, Ok extends Message> {
  readonly kind: Kind;
  ok(message: Ok): void;
  /** With a `RequestRefused`, or with the session's end. */
  refused(error: Error): void;
}

/** Who waits for an answer. */
export type Pending =
  | Answered<'subscribe', MessageOf<'SubscribeOk'>>
  | Answered<'fetch', MessageOf<'FetchOk'>>
  | Answered<'publish-namespace' | 'subscribe-namespace' | 'update', MessageOf<'RequestOk'>>;

interface Queued { readonly make: (id: number) => void; readonly refused: (error: Error) => void }

/** More requests than this do not wait for the other side to take them. */
const maxQueued = 1024;

/** Numbers our requests, keeps to what the other side allows, and finds who waits for an answer. */
export class OutgoingRequests {
  readonly #first: 0 | 1;
  readonly #send: (message: Message) => void;
  readonly #pending = new Map<number, Pending>();
  readonly #queue = new Set<Queued>();
  #next: number;
  /** Ids below this may be used. */
  #limit: number;
  #blockedAt: number | undefined;

  /** The client's ids are even, the server's odd. */
  constructor(first: 0 | 1, limit: number, send: (message: Message) => void) {
    this.#first = first;
    this.#next = first;
    this.#limit = limit;
    this.#send = send;
  }

  /**
   * Calls `make` with an id: at once, or when the other side allows one more. It must send the request then and there.
   * `refused` hears when it never will be. Returns how to call it off while it waits.
   */
  make(make: Queued['make'], refused: Queued['refused']): () => void {
    if (this.#next < this.#limit && this.#queue.size === 0) {
      make(this.#take());
      return () => {};
    }
    const queued = { make, refused };
    if (this.#queue.size < maxQueued) this.#queue.add(queued);
    else refused(new RequestRefused('INTERNAL_ERROR', `${maxQueued} requests wait for the other side already.`));
    this.#sayBlocked();
    return () => void this.#queue.delete(queued);
  }

  /** Whoever is told of the answer to this request. */
  expect(id: number, pending: Pending): void {
    this.#pending.set(id, pending);
  }

  /** The answer is not wanted any more; whatever it is, it is passed over. */
  forget(id: number): void {
    this.#pending.delete(id);
  }

  /** Throws a violation for an id that was never ours. */
  mustBeOurs(id: number): void {
    if (id % 2 !== this.#first || id >= this.#next) throw violation(`There was no request ${id}.`);
  }

  answered(message: MessageOf<'SubscribeOk' | 'FetchOk' | 'RequestOk'>): void {
    this.mustBeOurs(message.requestId);
    const pending = this.#pending.get(message.requestId);
    if (!pending) return;
    this.#pending.delete(message.requestId);
    if (message.type === 'SubscribeOk' && pending.kind === 'subscribe') pending.ok(message);
    else if (message.type === 'FetchOk' && pending.kind === 'fetch') pending.ok(message);
    else if (message.type === 'RequestOk' && pending.kind !== 'subscribe' && pending.kind !== 'fetch' && isFor(message, pending.kind)) pending.ok(message);
    else throw violation(`A request to ${pending.kind} was answered with ${message.type}.`);
  }

  refused({ requestId, request, code, reason, retryMs }: MessageOf<'RequestError'>): void {
    this.mustBeOurs(requestId);
    const pending = this.#pending.get(requestId);
    if (!pending) return;
    if (request !== undefined && request !== pending.kind) throw violation(`A request to ${pending.kind} was refused as one to ${request}.`);
    this.#pending.delete(requestId);
    pending.refused(new RequestRefused(code, reason, retryMs));
  }

  /** The other side allows ids below this. */
  raise(limit: number): void {
    if (limit <= this.#limit) throw violation('MAX_REQUEST_ID did not rise.');
    this.#limit = limit;
    for (const queued of this.#queue) {
      if (this.#next >= this.#limit) return this.#sayBlocked();
      this.#queue.delete(queued);
      queued.make(this.#take());
    }
  }

  /** The session is over: nobody will be answered. */
  end(error: Error): void {
    const pending = [...this.#pending.values(), ...this.#queue];
    this.#pending.clear();
    this.#queue.clear();
    for (const { refused } of pending) refused(error);
  }

  #take(): number {
    const id = this.#next;
    this.#next += 2;
    return id;
  }

  #sayBlocked(): void {
    if (this.#blockedAt === this.#limit) return;
    this.#blockedAt = this.#limit;
    this.#send({ type: 'RequestsBlocked', maxRequestId: this.#limit });
  }
}

/** Draft 16 does not say what is answered. */
const isFor = ({ request }: MessageOf<'RequestOk'>, kind: RequestKind | 'update'): boolean => request === undefined || request === kind;
