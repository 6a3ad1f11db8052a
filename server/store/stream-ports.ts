import type { JWK } from 'jose';
import type { Ingest, SigningAlg } from '../../core/wire/streams/requests.ts';
import type { BroadcastRow } from '../streams/authority-port.ts';

/** What all rows have: ids are unique over all organisations, times are ms since the epoch. */
export interface Owned {
  readonly id: string;
  readonly org: string;
  readonly createdAt: number;
}

/** A place that one encoder or page publishes into. Its stream key is kept as SHA-256 only. */
export interface LiveInput extends Owned {
  readonly name: string;
  readonly ingest: Ingest;
  /** In base64url. */
  readonly keyHash: string;
  readonly keyMadeAt: number;
}

/** Its id is the `kid` of what it signs. */
export interface SigningKey extends Owned {
  readonly alg: SigningAlg;
  readonly publicJwk: JWK;
  /** The private JWK under the server's secret: the database alone does not give it away. Gone once retired. */
  readonly sealed?: string;
  readonly retiredAt?: number;
}

/** For backends; kept as SHA-256 only. */
export interface ApiKey extends Owned {
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly string[];
}

/** Something stored that can be watched: by its id, or by its playback id, which is safe to hand out. */
export interface Asset extends Owned {
  readonly playbackId: string;
  readonly name: string;
  readonly durationMs: number;
  readonly bytes: number;
}

/** Where a page of rows begins: after this one. */
export type After = Pick<Owned, 'id' | 'createdAt'>;

export interface Table<Row extends Owned> {
  /** `org` may be left out only where no organisation asks. */
  get(id: string, org?: string): Promise<Row | undefined>;
  /** Replaces. */
  put(row: Row): Promise<void>;
  /** Writes a new row unless the organisation has `max` already; whether it did. Of several at once, no more come in than there is room for. */
  add(row: Row, max: number): Promise<boolean>;
  /** Whether there is one at all, of any organisation. */
  any(): Promise<boolean>;
  /** Newest first. */
  page(org: string, page: { readonly limit: number; readonly after?: After | undefined }): Promise<readonly Row[]>;
  /** Whether there was one. */
  delete(id: string, org: string): Promise<boolean>;
}

export interface BroadcastFilter {
  readonly streamId?: string | undefined;
  /** Begun at or after `from` and before `to`. */
  readonly from: number;
  readonly to: number;
}

/** Several broadcasts in one. */
export interface BroadcastTotals {
  readonly broadcasts: number;
  readonly views: number;
  readonly viewersPeak: number;
  readonly viewerMinutes: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly objectsDropped: number;
}

export interface Broadcasts {
  /** The last row of an id wins. */
  put(row: BroadcastRow): Promise<void>;
  /** Newest first. */
  page(org: string, filter: BroadcastFilter, page: { readonly limit: number; readonly after?: After | undefined }): Promise<readonly BroadcastRow[]>;
  totals(org: string, filter: BroadcastFilter): Promise<BroadcastTotals>;
  /** By the day (UTC, `2026-11-21`) on which they began, oldest first. */
  perDay(org: string, filter: BroadcastFilter): Promise<readonly (BroadcastTotals & { readonly day: string })[]>;
  /** By stream, the most watched first. */
  perStream(org: string, filter: BroadcastFilter, limit: number): Promise<readonly (BroadcastTotals & { readonly streamId: string })[]>;
  /** The streams that are on: those with a broadcast that runs and was heard of at this time or later. */
  running(org: string, since: number): Promise<ReadonlySet<string>>;
  /** Ends what runs and was not heard of since this time, at the time it was last heard of: its process is gone. Returns how many. */
  endLeft(before: number): Promise<number>;
}

/** What the control plane of streams keeps. In this node's own database, whatever holds its rooms. */
export interface StreamStore {
  readonly inputs: Table<LiveInput>;
  readonly signingKeys: Table<SigningKey> & {
    /** Of all organisations or one, those not retired, newest first. */
    active(org?: string): Promise<readonly SigningKey[]>;
    /** Takes away those retired before this time. */
    forget(org: string, before: number): Promise<void>;
  };
  readonly apiKeys: Table<ApiKey> & { byHash(hash: string): Promise<ApiKey | undefined> };
  readonly assets: Table<Asset> & { byPlaybackId(playbackId: string): Promise<Asset | undefined> };
  readonly broadcasts: Broadcasts;
  /** Safe to call twice. */
  close(): void;
}
