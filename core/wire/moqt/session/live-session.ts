import { MoqtError, sessionErrors, violation } from '../moqt-error.ts';
import type { Draft } from '../codes.ts';
import type { Message, MessageOf, MessageType, Setup } from '../messages.ts';
import type { Namespace, TrackName } from '../names.ts';
import {
  SessionOver, type FetchAsk, type Fetching, type FetchOptions, type NamespaceListener, type NamespaceOffer, type Session, type SessionHandlers, type SetTimer, type SubscribeOptions, type Subscription,
  type TrackStatusRequest,
} from '../session-api.ts';
import type { Transport } from '../transport.ts';
import type { ControlChannel } from './control-channel.ts';
import { Fetches } from './fetches.ts';
import { IncomingData } from './incoming-data.ts';
import { IncomingRequests } from './incoming-requests.ts';
import type { Link } from './link.ts';
import { NamespaceOffers } from './namespace-offers.ts';
import { NamespaceWatches } from './namespace-watches.ts';
import { OutgoingRequests } from './outgoing-requests.ts';
import { ServedFetches } from './served-fetches.ts';
import { ServedSubscriptions } from './served-subscriptions.ts';
import { Subscriptions } from './subscriptions.ts';

export interface LiveSessionOptions {
  readonly transport: Transport;
  readonly control: ControlChannel;
  readonly draft: Draft;
  readonly side: 'client' | 'server';
  readonly peer: Setup;
  readonly handlers: SessionHandlers;
  readonly maxRequests: number;
  readonly setTimer: SetTimer;
}

type Hearing = { readonly [Type in MessageType]: (message: MessageOf<Type>) => void };

/** When a transport ends, its streams may end a moment before it says so itself. */
const graceMs = 250;
const maxUriBytes = 8192;

/** A session that has been set up. */
export class LiveSession implements Session {
  readonly draft: Draft;
  readonly transport: Transport['kind'];
  readonly peer: Setup;
  readonly closed: Session['closed'];
  readonly #options: LiveSessionOptions;
  readonly #link: Link;
  readonly #subscriptions: Subscriptions;
  readonly #fetches: Fetches;
  readonly #served: ServedSubscriptions;
  readonly #servedFetches: ServedFetches;
  readonly #offers: NamespaceOffers;
  readonly #watches: NamespaceWatches;
  readonly #data: IncomingData;
  readonly #hearing: Hearing;
  readonly #closed = Promise.withResolvers<Awaited<Session['closed']>>();
  #over: SessionOver | undefined;
  #wentAway = false;

  constructor(options: LiveSessionOptions) {
    const { transport, control, draft, side, peer, handlers, maxRequests, setTimer } = options;
    this.#options = options;
    this.draft = draft;
    this.transport = transport.kind;
    this.peer = peer;
    this.closed = this.#closed.promise;
    const send = (message: Message): void => control.send(message);
    const [ours, theirs] = side === 'client' ? [0, 1] as const : [1, 0] as const;
    this.#link = {
      draft, transport, setTimer, send,
      asked: new OutgoingRequests(ours, peer.maxRequestId ?? 0, send),
      served: new IncomingRequests(draft, theirs, maxRequests, send),
      fail: (error) => this.fail(error),
      over: () => this.#over,
    };
    this.#data = new IncomingData(this.#link, { track: (alias) => this.#subscriptions.track(alias), expects: (alias) => this.#subscriptions.expects(alias), fetch: (id) => this.#fetches.find(id) });
    this.#subscriptions = new Subscriptions(this.#link, (alias) => this.#data.aliasKnown(alias));
    this.#fetches = new Fetches(this.#link);
    this.#served = new ServedSubscriptions(this.#link, handlers.subscribe);
    this.#servedFetches = new ServedFetches(this.#link, handlers.fetch, (id) => this.#served.find(id));
    this.#offers = new NamespaceOffers(this.#link, handlers.publishNamespace);
    this.#watches = new NamespaceWatches(this.#link, handlers.subscribeNamespace, this.#offers);
    this.#hearing = this.#hear();
  }

  /** Listens from now on. */
  start(): void {
    void this.#options.transport.closed.then(({ code, reason, remote }) => this.#end(code, reason, remote));
    this.#readControl().catch((error: unknown) => this.fail(error));
    this.#acceptStreams().catch((error: unknown) => this.fail(error));
    this.#data.start();
  }

  subscribe(track: TrackName, options: SubscribeOptions): Subscription {
    return this.#subscriptions.subscribe(track, options);
  }

  fetch(ask: FetchAsk, options: FetchOptions): Fetching {
    return this.#fetches.fetch(ask, options);
  }

  publishNamespace(namespace: Namespace, tokens?: readonly Uint8Array[]): Promise<NamespaceOffer> {
    return this.#offers.publish(namespace, tokens);
  }

  subscribeNamespace(prefix: Namespace, on: NamespaceListener): Promise<{ close(): void }> {
    return this.#watches.subscribe(prefix, on);
  }

  goAway(uri: string): void {
    if (!this.#over) this.#link.send({ type: 'GoAway', uri });
  }

  close(code: number = sessionErrors.NO_ERROR, reason = ''): void {
    this.#options.transport.close(code, reason);
    this.#end(code, reason, false);
  }

  fail(error: unknown): void {
    if (error instanceof MoqtError) this.close(sessionErrors[error.code], error.message);
    else this.close(sessionErrors.INTERNAL_ERROR, 'Something went wrong here.');
  }

  async #readControl(): Promise<void> {
    const { transport, setTimer } = this.#options;
    // TypeScript cannot tell that the message and who hears it go together.
    for (let message = await this.#nextMessage(); message && !this.#over; message = await this.#nextMessage()) (this.#hearing[message.type] as (message: Message) => void)(message);
    await new Promise<void>((resolve) => {
      const cancel = setTimer(resolve, graceMs);
      void transport.closed.then(() => {
        cancel();
        resolve();
      });
    });
    if (!this.#over) throw violation('The control stream has ended.');
  }

  /** Nothing at the end of the control stream, however it ended. */
  async #nextMessage(): Promise<Message | undefined> {
    try {
      return await this.#options.control.next();
    } catch (error) {
      if (error instanceof MoqtError) throw error;
      return undefined;
    }
  }

  async #acceptStreams(): Promise<void> {
    for (;;) {
      const stream = await this.#options.transport.acceptBi();
      if (!stream || this.#over) return;
      this.#watches.stream(stream).catch((error: unknown) => { if (!this.#over) this.fail(error); });
    }
  }

  #end(code: number, reason: string, remote: boolean): void {
    if (this.#over) return;
    const error = new SessionOver(code, reason);
    this.#over = error;
    this.#closed.resolve({ code, reason, remote });
    this.#data.end();
    for (const part of [this.#link.asked, this.#subscriptions, this.#fetches, this.#served, this.#servedFetches, this.#watches, this.#offers]) part.end(error);
  }

  #update(message: MessageOf<'RequestUpdate'>): void {
    const { requestId, existingId } = message;
    const ended = this.#link.served.take(requestId);
    if (!this.#link.served.knows(existingId)) throw violation(`There was no request ${existingId}.`);
    this.#served.update(message);
    if (this.draft === 16) this.#link.send({ type: 'RequestOk', requestId, request: 'update' });
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
      if (this.#options.handlers.trackStatus) this.#options.handlers.trackStatus(request);
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

  #goingAway({ uri }: MessageOf<'GoAway'>): void {
    if (this.#wentAway) throw violation('GOAWAY came twice.');
    if (uri !== '' && this.#options.side === 'server') throw violation('A client sends its server elsewhere.');
    if (new TextEncoder().encode(uri).length > maxUriBytes) throw violation('The address in GOAWAY is too long.');
    this.#wentAway = true;
    this.#options.handlers.goAway?.(uri);
  }

  #hear(): Hearing {
    const { asked } = this.#link;
    const unexpected = ({ type }: Message): never => {
      throw violation(`${type} came where it has no place.`);
    };
    return {
      ClientSetup: unexpected,
      ServerSetup: unexpected,
      GoAway: (message) => this.#goingAway(message),
      MaxRequestId: ({ maxRequestId }) => asked.raise(maxRequestId),
      RequestsBlocked: () => {},
      Subscribe: (message) => this.#served.subscribe(message),
      SubscribeOk: (message) => asked.answered(message),
      RequestUpdate: (message) => this.#update(message),
      Unsubscribe: ({ requestId }) => this.#served.unsubscribe(requestId),
      Publish: (message) => this.#published(message),
      PublishOk: unexpected,
      PublishDone: (message) => this.#subscriptions.done(message),
      Fetch: (message) => this.#servedFetches.fetch(message),
      FetchOk: (message) => asked.answered(message),
      FetchCancel: ({ requestId }) => this.#servedFetches.cancel(requestId),
      TrackStatus: (message) => this.#trackStatus(message),
      PublishNamespace: (message) => this.#offers.offered(message, this.#watches.wants(message.namespace)),
      PublishNamespaceDone: (message) => this.#offers.withdrawn(message),
      PublishNamespaceCancel: (message) => this.#offers.cancelled(message),
      SubscribeNamespace: (message) => this.#watches.asked(message),
      UnsubscribeNamespace: (message) => this.#watches.unsubscribed(message),
      Namespace: unexpected,
      NamespaceDone: unexpected,
      RequestOk: (message) => asked.answered(message),
      RequestError: (message) => asked.refused(message),
    };
  }
}
