import type { RequestErrorName } from '../codes.ts';
import type { MessageOf } from '../messages.ts';
import { violation } from '../moqt-error.ts';
import type { Namespace } from '../names.ts';
import type { NamespaceOffer, NamespaceRequest, SessionHandlers } from '../session-api.ts';
import type { Link } from './link.ts';

interface Cancelled { readonly code: RequestErrorName; readonly reason: string }

const same = (a: Namespace, b: Namespace): boolean => a.length === b.length && a.every((part, index) => part === b[index]);

/** Namespaces that are offered, ours and those of the other side. */
export class NamespaceOffers {
  readonly #link: Link;
  readonly #handle: SessionHandlers['publishNamespace'];
  readonly #ours = new Map<number, { readonly namespace: Namespace; cancel(cancelled: Cancelled): void }>();
  readonly #theirs = new Map<number, TheirOffer>();

  constructor(link: Link, handle: SessionHandlers['publishNamespace']) {
    this.#link = link;
    this.#handle = handle;
  }

  publish(namespace: Namespace, tokens?: readonly Uint8Array[]): Promise<NamespaceOffer> {
    const over = this.#link.over();
    if (over) return Promise.reject(over);
    const { promise, resolve, reject } = Promise.withResolvers<NamespaceOffer>();
    this.#link.asked.make((requestId) => {
      const cancelled = Promise.withResolvers<Cancelled>();
      const offer: NamespaceOffer = { cancelled: cancelled.promise, withdraw: () => this.#withdraw(requestId) };
      this.#ours.set(requestId, { namespace, cancel: cancelled.resolve });
      this.#link.asked.expect(requestId, {
        kind: 'publish-namespace', ok: () => resolve(offer),
        refused: (error) => {
          this.#ours.delete(requestId);
          reject(error);
        },
      });
      this.#link.send({ type: 'PublishNamespace', requestId, namespace, ...(tokens && { tokens }) });
    }, reject);
    return promise;
  }

  /** `on` takes it without asking the handler: an answer to what was subscribed to. */
  offered({ requestId, namespace, tokens = [] }: MessageOf<'PublishNamespace'>, on?: { withdrawn(): void }): void {
    const ended = this.#link.served.take(requestId);
    const offer: TheirOffer = new TheirOffer(this.#link, requestId, namespace, tokens, () => {
      this.#theirs.delete(requestId);
      ended();
    });
    this.#theirs.set(requestId, offer);
    if (on) return void offer.accept(on);
    if (!this.#handle) return offer.refuse('NOT_SUPPORTED', 'Nothing is taken here.');
    try {
      this.#handle(offer);
    } catch {
      offer.refuse('INTERNAL_ERROR', 'The request could not be handled.');
    }
  }

  /** By its namespace in draft 14, by its id in draft 16. */
  withdrawn({ requestId, namespace }: MessageOf<'PublishNamespaceDone'>): void {
    const found = requestId === undefined ? [...this.#theirs.values()].find((offer) => same(offer.namespace, namespace!)) : this.#theirs.get(requestId);
    if (!found && requestId !== undefined && !this.#link.served.knows(requestId)) throw violation(`There was no request ${requestId}.`);
    found?.end();
  }

  cancelled({ requestId, namespace, code, reason }: MessageOf<'PublishNamespaceCancel'>): void {
    if (requestId !== undefined) this.#link.asked.mustBeOurs(requestId);
    const found = [...this.#ours].find(([id, offer]) => (requestId === undefined ? same(offer.namespace, namespace!) : id === requestId));
    if (!found) return;
    this.#ours.delete(found[0]);
    found[1].cancel({ code, reason });
  }

  end(error: Error): void {
    for (const { cancel } of this.#ours.values()) cancel({ code: 'INTERNAL_ERROR', reason: error.message });
    this.#ours.clear();
    for (const offer of this.#theirs.values()) offer.end();
  }

  #withdraw(requestId: number): void {
    const ours = this.#ours.get(requestId);
    if (!ours) return;
    this.#ours.delete(requestId);
    this.#link.send({ type: 'PublishNamespaceDone', ...(this.#link.draft === 14 ? { namespace: ours.namespace } : { requestId }) });
  }
}

class TheirOffer implements NamespaceRequest {
  readonly namespace: Namespace;
  readonly tokens: readonly Uint8Array[];
  readonly #link: Link;
  readonly #requestId: number;
  readonly #forget: () => void;
  #state: 'asked' | 'taken' | 'over' = 'asked';
  #withdrawn: (() => void) | undefined;

  constructor(link: Link, requestId: number, namespace: Namespace, tokens: readonly Uint8Array[], forget: () => void) {
    this.#link = link;
    this.#requestId = requestId;
    this.namespace = namespace;
    this.tokens = tokens;
    this.#forget = forget;
  }

  refuse(code: RequestErrorName, reason: string, retryMs?: number): void {
    if (this.#state !== 'asked') return;
    this.#link.send({ type: 'RequestError', requestId: this.#requestId, request: 'publish-namespace', code, reason, ...(retryMs !== undefined && { retryMs }) });
    this.#close();
  }

  accept(on: { withdrawn(): void }): { cancel(code: RequestErrorName, reason: string): void } {
    if (this.#state === 'taken') throw new TypeError('An offer was accepted twice.');
    if (this.#state === 'over') queueMicrotask(() => on.withdrawn());
    else {
      this.#state = 'taken';
      this.#withdrawn = () => on.withdrawn();
      this.#link.send({ type: 'RequestOk', requestId: this.#requestId, request: 'publish-namespace' });
    }
    return { cancel: (code, reason) => this.#cancel(code, reason) };
  }

  /** The other side has it no more. */
  end(): void {
    if (this.#state === 'over') return;
    this.#close();
    this.#withdrawn?.();
  }

  #cancel(code: RequestErrorName, reason: string): void {
    if (this.#state !== 'taken') return;
    this.#link.send({ type: 'PublishNamespaceCancel', ...(this.#link.draft === 14 ? { namespace: this.namespace } : { requestId: this.#requestId }), code, reason });
    this.#close();
  }

  #close(): void {
    this.#state = 'over';
    this.#forget();
  }
}
