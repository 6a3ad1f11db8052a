import type { Draft, PublishDoneName, RequestErrorName } from './codes.ts';
import type { FetchRange, Filter, GroupOrder, Setup } from './messages.ts';
import type { Location, Namespace, TrackName } from './names.ts';
import type { MoqtObject } from './objects.ts';
import type { Transport } from './transport.ts';

/** One end of a MoQT session as a viewer has it: it subscribes, and refuses whatever it is asked for. Made by `subscriberOpener` in `subscriber-session.ts`. */
export interface SubscriberSession {
  readonly draft: Draft;
  readonly transport: Transport['kind'];
  /** What the other side said of itself. */
  readonly peer: Setup;
  subscribe(track: TrackName, options: SubscribeOptions): Subscription;
  /** Ends the session and all that is in it. */
  close(code?: number, reason?: string): void;
  /** Never rejects. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string; readonly remote: boolean }>;
}

/** One end of a MoQT session that may also publish and serve, client or server; made by `openSession` and `acceptSession` in `session.ts`. */
export interface Session extends SubscriberSession {
  /** Objects that are there already, such as those before a subscription's first group. */
  fetch(range: FetchAsk, options: FetchOptions): Fetching;
  /** Offers a namespace. Rejects with a `RequestRefused`. */
  publishNamespace(namespace: Namespace, tokens?: readonly Uint8Array[]): Promise<NamespaceOffer>;
  /** Hears of the namespaces with this prefix, those that are there and those that come. */
  subscribeNamespace(prefix: Namespace, on: NamespaceListener): Promise<{ close(): void }>;
  /** Asks the other side to move elsewhere: an empty `uri` is the same place. */
  goAway(uri: string): void;
}

export interface SubscribeOptions {
  /** 0–255; the lower, the sooner. 128 by default. */
  readonly priority?: number;
  readonly groupOrder?: GroupOrder;
  readonly filter?: Filter;
  /** Whether objects are sent at all, until an update says otherwise; true by default. */
  readonly forward?: boolean;
  readonly deliveryTimeoutMs?: number;
  readonly tokens?: readonly Uint8Array[];
  readonly on: ObjectListener;
}

/** Which objects to fetch; a joining fetch ends where the subscription, whose filter must be `largest`, begins. */
export type FetchAsk =
  | Extract<FetchRange, { readonly type: 'standalone' }>
  | { readonly type: 'relative' | 'absolute'; readonly joining: Subscription; readonly start: number };

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
  /** It came, or is to go, as a datagram: no other object is in its subgroup. */
  readonly datagram?: true;
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

export interface NamespaceOffer { withdraw(): void; /** The other side takes it no more, or the session is over. */ readonly cancelled: Promise<{ readonly code: RequestErrorName; readonly reason: string }> }

export interface NamespaceListener { came(namespace: Namespace): void; went(namespace: Namespace): void }

/** What the other side asks for. What is not handled is refused with `NOT_SUPPORTED`. Each request is answered once; a handler that throws refuses with `INTERNAL_ERROR`. */
export interface SessionHandlers {
  subscribe?(request: SubscribeRequest): void;
  fetch?(request: FetchRequest): void;
  publishNamespace?(request: NamespaceRequest): void;
  subscribeNamespace?(request: NamespaceWatchRequest): void;
  trackStatus?(request: TrackStatusRequest): void;
  goAway?(uri: string): void;
}

interface Asked {
  readonly tokens: readonly Uint8Array[];
  /** `retryMs`: when to ask again; only draft 16 can say it. */
  refuse(code: RequestErrorName, reason: string, retryMs?: number): void;
}

export interface TrackStatusRequest extends Asked {
  readonly track: TrackName;
  accept(status: { readonly largest?: Location }): void;
}

export interface SubscribeRequest extends Asked {
  readonly track: TrackName;
  readonly priority: number;
  readonly filter: Filter;
  readonly forward: boolean;
  readonly deliveryTimeoutMs?: number;
  /** Says yes; what is written goes to this subscriber only. `changed` hears of updates, `ended` of the unsubscribing and of the session's end, once. */
  accept(offer: Partial<TrackOffer>, on: { changed?(changes: { readonly priority?: number; readonly forward?: boolean; readonly filter?: Filter }): void; ended(): void }): TrackSender;
}

/** Sends one track to one subscriber. */
export interface TrackSender {
  /** A stream for part of a group. `urgency`: of the streams that wait, the larger number goes first. Rejects when the session is over. */
  openSubgroup(head: { readonly group: number; readonly subgroup: number; readonly priority: number; readonly extensions: boolean; readonly endOfGroup: boolean }, urgency?: number): Promise<SubgroupSender>;
  sendDatagram(object: LiveObject): void;
  /** Nothing more comes. It is told once the streams that are open now are finished or reset. */
  done(code: PublishDoneName, reason: string): void;
}

export interface SubgroupSender {
  /** Resolves when there is room for more: one writes the next then. Rejects when the subscriber stopped this stream. */
  write(object: MoqtObject): Promise<void>;
  finish(): Promise<void>;
  /** Of what waits, also that which was written: the larger number goes first. */
  prioritise(urgency: number): void;
  /** Gives up the rest; of a finished stream what has not arrived. `resetCodes` names the reasons. */
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

/** The session ended before what was asked for was answered. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver';
  /** A number of `sessionErrors`. */
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason || 'The session is over.');
    this.code = code;
  }
}

/** Runs something after `ms`; returns how to call it off. */
export type SetTimer = (run: () => void, ms: number) => () => void;

interface CommonOptions {
  readonly handlers?: SessionHandlers;
  /** How many requests of the other side may be open at once; 100 by default. */
  readonly maxRequests?: number;
  /** For the 10 s that setting up may take, and what else has a deadline. */
  readonly setTimer?: SetTimer;
}

/** For `openSession` of `session.ts`. `path` and `authority` are for transports that have no URL. */
export interface SessionOptions extends CommonOptions { readonly draft: Draft; readonly path?: string; readonly authority?: string; readonly tokens?: readonly Uint8Array[] }

/** For `acceptSession` of `session.ts`. With both drafts the client's first bytes tell which it is. */
export interface AcceptOptions extends CommonOptions { readonly drafts: readonly Draft[] }
