import type { Draft, PublishDoneName, RequestErrorName } from './codes.ts';
import type { FetchRange, Filter, GroupOrder, Setup } from './messages.ts';
import type { Location, Namespace, TrackName } from './names.ts';
import type { MoqtObject } from './objects.ts';
import type { Transport } from './transport.ts';

/** One end of a MoQT session, client or server; made by `openSession` and `acceptSession` in `session.ts`. */
export interface Session {
  readonly draft: Draft;
  readonly transport: Transport['kind'];
  /** What the other side said of itself. */
  readonly peer: Setup;
  subscribe(track: TrackName, options: SubscribeOptions): Subscription;
  /** Objects that are there already, such as those before a subscription's first group. */
  fetch(range: FetchRange, options: FetchOptions): Fetching;
  /** Offers a namespace. Rejects with a `RequestRefused`. */
  publishNamespace(namespace: Namespace, tokens?: readonly Uint8Array[]): Promise<NamespaceOffer>;
  /** Hears of the namespaces with this prefix, those that are there and those that come. */
  subscribeNamespace(prefix: Namespace, on: NamespaceListener): Promise<{ close(): void }>;
  /** Asks the other side to move elsewhere: an empty `uri` is the same place. */
  goAway(uri: string): void;
  /** Ends the session and all that is in it. */
  close(code?: number, reason?: string): void;
  /** Never rejects. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string; readonly remote: boolean }>;
}

export interface SubscribeOptions {
  /** 0–255; the lower, the sooner. 128 by default. */
  readonly priority?: number;
  readonly groupOrder?: GroupOrder;
  readonly filter?: Filter;
  readonly deliveryTimeoutMs?: number;
  readonly tokens?: readonly Uint8Array[];
  readonly on: ObjectListener;
}

/** Told in the order of arrival, which keeps order within a subgroup only. */
export interface ObjectListener {
  object(object: LiveObject): void;
  /** A subgroup is over: `whole` when its last object was sent, not when the stream was given up. */
  subgroupEnd?(at: { readonly group: number; readonly subgroup: number; readonly whole: boolean; readonly endOfGroup: boolean }): void;
}

/** An object with its place in the track. */
export interface LiveObject extends MoqtObject {
  readonly group: number;
  readonly subgroup: number;
  /** 0–255; the lower, the sooner. */
  readonly priority: number;
}

export interface Subscription {
  /** Rejects with a `RequestRefused`, or with the session's end. */
  readonly accepted: Promise<TrackOffer>;
  update(changes: { readonly priority?: number; readonly forward?: boolean }): void;
  unsubscribe(): void;
  /** Resolves when the publisher is done, with why; also when the session ends. Never rejects. */
  readonly done: Promise<{ readonly code: PublishDoneName; readonly reason: string }>;
}

export interface TrackOffer { readonly largest?: Location; readonly expiresMs: number; readonly maxCacheMs?: number }

export interface FetchOptions { readonly priority?: number; readonly tokens?: readonly Uint8Array[]; readonly object: (object: LiveObject) => void }

export interface Fetching {
  /** Resolves when every object has come. Rejects with a `RequestRefused`. */
  readonly done: Promise<void>;
  cancel(): void;
}

export interface NamespaceOffer { withdraw(): void; /** The other side takes it no more. */ readonly cancelled: Promise<{ readonly code: RequestErrorName; readonly reason: string }> }

export interface NamespaceListener { came(namespace: Namespace): void; went(namespace: Namespace): void }

/** What the other side asks for. What is not handled is refused with `NOT_SUPPORTED`. Each request is answered once; a handler that throws refuses with `INTERNAL_ERROR`. */
export interface SessionHandlers {
  subscribe?(request: SubscribeRequest): void;
  fetch?(request: FetchRequest): void;
  publishNamespace?(request: NamespaceRequest): void;
  subscribeNamespace?(request: NamespaceWatchRequest): void;
  goAway?(uri: string): void;
}

interface Asked {
  readonly tokens: readonly Uint8Array[];
  refuse(code: RequestErrorName, reason: string): void;
}

export interface SubscribeRequest extends Asked {
  readonly track: TrackName;
  readonly priority: number;
  readonly filter: Filter;
  readonly forward: boolean;
  readonly deliveryTimeoutMs?: number;
  /** Says yes; what is written goes to this subscriber only. `changed` hears of updates, `ended` of the unsubscribing and of the session's end, once. */
  accept(offer: Partial<TrackOffer>, on: { changed?(changes: { readonly priority?: number; readonly forward?: boolean }): void; ended(): void }): TrackSender;
}

/** Sends one track to one subscriber. */
export interface TrackSender {
  /** A stream for part of a group. `urgency`: of the streams that wait, the larger number goes first. Rejects when the session is over. */
  openSubgroup(head: { readonly group: number; readonly subgroup: number; readonly priority: number; readonly extensions: boolean; readonly endOfGroup: boolean }, urgency?: number): Promise<SubgroupSender>;
  sendDatagram(object: LiveObject): void;
  /** Nothing more comes. */
  done(code: PublishDoneName, reason: string): void;
}

export interface SubgroupSender {
  /** Resolves when there is room for more: one writes the next then. Rejects when the subscriber stopped this stream. */
  write(object: MoqtObject): Promise<void>;
  finish(): Promise<void>;
  /** Gives up the rest. `resetCodes` names the reasons. */
  reset(code: number): void;
}

export interface FetchRequest extends Asked {
  /** A joining fetch is given with its track and numbers made absolute. */
  readonly track: TrackName;
  readonly start: Location;
  /** `object` 0 asks for the whole group. */
  readonly end: Location;
  readonly priority: number;
  accept(answer: { readonly end: Location; readonly endOfTrack: boolean }, on: { ended(): void }): Promise<FetchSender>;
}

export interface FetchSender { write(object: LiveObject): Promise<void>; finish(): Promise<void>; reset(code: number): void }

export interface NamespaceRequest extends Asked {
  readonly namespace: Namespace;
  accept(on: { withdrawn(): void }): { cancel(code: RequestErrorName, reason: string): void };
}

export interface NamespaceWatchRequest extends Asked {
  readonly prefix: Namespace;
  accept(on: { ended(): void }): NamespaceListener;
}

/** The other side said no to one request; the session goes on. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly code: RequestErrorName;
  readonly retryMs: number | undefined;

  constructor(code: RequestErrorName, reason: string, retryMs?: number) {
    super(reason || code);
    this.code = code;
    this.retryMs = retryMs;
  }
}

/**
 * Makes sessions; `session.ts` exports both.
 * `openSession(transport, { draft, path?, authority?, handlers? })` resolves when the other side has answered; rejects with a `MoqtError`.
 * `acceptSession(transport, { drafts, handlers })` waits for the client's first message; `peer.path` is set where the transport has no URL.
 */
export interface SessionOptions { readonly draft: Draft; readonly path?: string; readonly authority?: string; readonly handlers?: SessionHandlers; readonly maxRequests?: number; /** For the 10 s that setting up may take. */ readonly setTimer?: (run: () => void, ms: number) => () => void }
