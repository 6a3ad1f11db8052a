import type { PublishDoneName, RequestErrorName, RequestKind } from './codes.ts';
import type { Location, Namespace, TrackName } from './names.ts';

/** `publisher`: as the track’s own publisher prefers. */
export type GroupOrder = 'publisher' | 'ascending' | 'descending';

/** From where on, and up to which group, both included, objects are wanted. */
export type Filter =
  | { readonly type: 'next-group' }
  | { readonly type: 'largest' }
  | { readonly type: 'absolute'; readonly start: Location; readonly endGroup?: number };

/** What both sides say of themselves first. */
export interface Setup {
  /** How many requests the other side may make, plus one: ids below this. */
  readonly maxRequestId?: number;
  /** Where the session is native QUIC or QMux, which have no URL of their own. */
  readonly path?: string;
  readonly authority?: string;
  readonly implementation?: string;
  readonly tokens?: readonly Uint8Array[];
}

interface Request { readonly requestId: number; readonly tokens?: readonly Uint8Array[] }

/** How objects of a subscription are to be delivered. */
interface Delivery {
  /** 0–255; the lower, the sooner. */
  readonly priority: number;
  readonly groupOrder: GroupOrder;
  /** Whether objects are sent at all. */
  readonly forward: boolean;
  readonly filter: Filter;
  /** After this, in ms, an object is not worth sending any more. */
  readonly deliveryTimeoutMs?: number;
}

/** What a publisher says of a track. */
interface Offer {
  readonly groupOrder: 'ascending' | 'descending';
  /** The newest object there is; nothing when there is none yet. */
  readonly largest?: Location;
  /** How long an object may be served from a cache, in ms. */
  readonly maxCacheMs?: number;
}

export type FetchRange =
  /** `end.object` is one more than the last wanted; 0 asks for the whole group. */
  | { readonly type: 'standalone'; readonly track: TrackName; readonly start: Location; readonly end: Location }
  /** From `start` groups before the newest, or from group `start`, up to where the subscription begins. */
  | { readonly type: 'relative' | 'absolute'; readonly joiningId: number; readonly start: number };

/** Every control message of drafts 14 and 16, in one shape for both; what only one of them has says so. */
export type Message =
  /** `versions` is of draft 14; draft 16 is chosen before the session. */
  | { readonly type: 'ClientSetup'; readonly versions: readonly number[]; readonly setup: Setup }
  | { readonly type: 'ServerSetup'; readonly version: number; readonly setup: Setup }
  | { readonly type: 'GoAway'; readonly uri: string }
  | { readonly type: 'MaxRequestId'; readonly maxRequestId: number }
  | { readonly type: 'RequestsBlocked'; readonly maxRequestId: number }
  | Request & Delivery & { readonly type: 'Subscribe'; readonly track: TrackName }
  | Offer & { readonly type: 'SubscribeOk'; readonly requestId: number; readonly trackAlias: number; readonly expiresMs: number }
  /** What is left out stays; draft 14 has no way to leave anything out, so all of it is given there. */
  | Request & Partial<Pick<Delivery, 'priority' | 'forward' | 'filter' | 'deliveryTimeoutMs'>> & { readonly type: 'RequestUpdate'; readonly existingId: number }
  | { readonly type: 'Unsubscribe'; readonly requestId: number }
  | Request & Offer & { readonly type: 'Publish'; readonly track: TrackName; readonly trackAlias: number; readonly forward: boolean }
  | Delivery & { readonly type: 'PublishOk'; readonly requestId: number }
  /** `streams`: how many were opened for it; `Infinity` when that is not known. */
  | { readonly type: 'PublishDone'; readonly requestId: number; readonly code: PublishDoneName; readonly streams: number; readonly reason: string }
  | Request & { readonly type: 'Fetch'; readonly priority: number; readonly groupOrder: GroupOrder; readonly range: FetchRange }
  | { readonly type: 'FetchOk'; readonly requestId: number; readonly groupOrder: 'ascending' | 'descending'; readonly endOfTrack: boolean; readonly end: Location; readonly maxCacheMs?: number }
  | { readonly type: 'FetchCancel'; readonly requestId: number }
  | Request & { readonly type: 'TrackStatus'; readonly track: TrackName }
  | Request & { readonly type: 'PublishNamespace'; readonly namespace: Namespace }
  /** Named by the namespace in draft 14, by the request in draft 16. */
  | { readonly type: 'PublishNamespaceDone'; readonly requestId?: number; readonly namespace?: Namespace }
  | { readonly type: 'PublishNamespaceCancel'; readonly requestId?: number; readonly namespace?: Namespace; readonly code: RequestErrorName; readonly reason: string }
  /** On the control stream in draft 14, on a stream of its own in draft 16. */
  | Request & { readonly type: 'SubscribeNamespace'; readonly prefix: Namespace }
  /** Draft 14; in draft 16 its stream is closed. */
  | { readonly type: 'UnsubscribeNamespace'; readonly prefix: Namespace }
  /** Draft 16, on the stream of `SubscribeNamespace`: what follows its prefix. */
  | { readonly type: 'Namespace' | 'NamespaceDone'; readonly suffix: Namespace }
  /** `request` is what was asked for; draft 16 does not say it, so its reader leaves it out. */
  | { readonly type: 'RequestOk'; readonly requestId: number; readonly request?: 'track-status' | 'publish-namespace' | 'subscribe-namespace' | 'update'; readonly largest?: Location }
  /** As a side that serves nothing reads what it is asked for: no more than what refusing it takes. Without a request, one was taken back. */
  | { readonly type: 'Unserved'; readonly requestId?: number; readonly request?: RequestKind | 'update' }
  /** `retryMs`: when to ask again; nothing where there is no use in it. Draft 14 does not say. */
  | { readonly type: 'RequestError'; readonly requestId: number; readonly request?: RequestKind; readonly code: RequestErrorName; readonly reason: string; readonly retryMs?: number };

export type MessageType = Message['type'];
export type MessageOf<Type extends MessageType> = Extract<Message, { readonly type: Type }>;
