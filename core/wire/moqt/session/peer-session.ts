import { violation } from '../moqt-error.ts';
import type { Message, MessageOf } from '../messages.ts';
import type { Namespace } from '../names.ts';
import type { FetchAsk, Fetching, FetchOptions, NamespaceListener, NamespaceOffer, Session, SessionHandlers, TrackStatusRequest } from '../session-api.ts';
import type { BiStream } from '../transport.ts';
import { Fetches } from './fetches.ts';
import type { Link } from './link.ts';
import { LiveSession, type Hearing, type LiveSessionOptions, type Role } from './live-session.ts';
import { NamespaceOffers } from './namespace-offers.ts';
import { NamespaceWatches } from './namespace-watches.ts';
import { ServedFetches } from './served-fetches.ts';
import { ServedSubscriptions } from './served-subscriptions.ts';

/** The role of who may ask for everything and serve everything. */
class PeerRole implements Role {
  readonly fetches: Fetches;
  readonly offers: NamespaceOffers;
  readonly watches: NamespaceWatches;
  readonly hears: Hearing;
  readonly #link: Link;
  readonly #handlers: SessionHandlers;
  readonly #served: ServedSubscriptions;
  readonly #servedFetches: ServedFetches;

  constructor(link: Link, handlers: SessionHandlers) {
    this.#link = link;
    this.#handlers = handlers;
    this.fetches = new Fetches(link);
    this.offers = new NamespaceOffers(link, handlers.publishNamespace);
    this.watches = new NamespaceWatches(link, handlers.subscribeNamespace, this.offers);
    this.#served = new ServedSubscriptions(link, handlers.subscribe);
    this.#servedFetches = new ServedFetches(link, handlers.fetch, (id) => this.#served.find(id));
    this.hears = this.#hear();
  }

  sentAway(uri: string): void {
    this.#handlers.goAway?.(uri);
  }

  sendAway(uri: string): void {
    if (!this.#link.over()) this.#link.send({ type: 'GoAway', uri });
  }

  stream(stream: BiStream): Promise<void> {
    return this.watches.stream(stream);
  }

  end(error: Error): void {
    for (const part of [this.fetches, this.#served, this.#servedFetches, this.watches, this.offers]) part.end(error);
  }

  #update(message: MessageOf<'RequestUpdate'>): void {
    const { requestId, existingId } = message;
    const ended = this.#link.served.take(requestId);
    if (!this.#link.served.knows(existingId)) throw violation(`There was no request ${existingId}.`);
    this.#served.update(message);
    if (this.#link.draft === 16) this.#link.send({ type: 'RequestOk', requestId, request: 'update' });
    ended();
  }

  #trackStatus({ requestId, track, tokens = [] }: MessageOf<'TrackStatus'>): void {
    const ended = this.#link.served.take(requestId);
    let open = true;
    const answer = (message: Message): void => {
      if (!open) return;
      open = false;
      this.#link.send(message);
      ended();
    };
    const request: TrackStatusRequest = {
      track, tokens,
      accept: ({ largest }) => answer({ type: 'RequestOk', requestId, request: 'track-status', ...(largest && { largest }) }),
      refuse: (code, reason, retryMs) => answer({ type: 'RequestError', requestId, request: 'track-status', code, reason, ...(retryMs !== undefined && { retryMs }) }),
    };
    try {
      if (this.#handlers.trackStatus) this.#handlers.trackStatus(request);
      else request.refuse('NOT_SUPPORTED', 'The state of tracks is not told here.');
    } catch {
      request.refuse('INTERNAL_ERROR', 'The request could not be handled.');
    }
  }

  /** Tracks are pulled here, not pushed. */
  #published({ requestId }: MessageOf<'Publish'>): void {
    const ended = this.#link.served.take(requestId);
    this.#link.send({ type: 'RequestError', requestId, request: 'publish', code: 'UNINTERESTED', reason: 'Tracks are subscribed to here.' });
    ended();
  }

  #hear(): Hearing {
    return {
      Subscribe: (message) => this.#served.subscribe(message),
      RequestUpdate: (message) => this.#update(message),
      Unsubscribe: ({ requestId }) => this.#served.unsubscribe(requestId),
      Publish: (message) => this.#published(message),
      Fetch: (message) => this.#servedFetches.fetch(message),
      FetchOk: (message) => this.#link.asked.answered(message),
      FetchCancel: ({ requestId }) => this.#servedFetches.cancel(requestId),
      TrackStatus: (message) => this.#trackStatus(message),
      PublishNamespace: (message) => this.offers.offered(message, this.watches.wants(message.namespace)),
      PublishNamespaceDone: (message) => this.offers.withdrawn(message),
      PublishNamespaceCancel: (message) => this.offers.cancelled(message),
      SubscribeNamespace: (message) => this.watches.asked(message),
      UnsubscribeNamespace: (message) => this.watches.unsubscribed(message),
    };
  }
}

/** A session that does all there is. */
export class PeerSession extends LiveSession<PeerRole> implements Session {
  constructor(options: LiveSessionOptions, handlers: SessionHandlers) {
    super(options, (link) => new PeerRole(link, handlers));
  }

  fetch(ask: FetchAsk, options: FetchOptions): Fetching {
    return this.role.fetches.fetch(ask, options);
  }

  publishNamespace(namespace: Namespace, tokens?: readonly Uint8Array[]): Promise<NamespaceOffer> {
    return this.role.offers.publish(namespace, tokens);
  }

  subscribeNamespace(prefix: Namespace, on: NamespaceListener): Promise<{ close(): void }> {
    return this.role.watches.subscribe(prefix, on);
  }

  goAway(uri: string): void {
    this.role.sendAway(uri);
  }
}
