import * as v from 'valibot';
import { ingests, scopes, signingAlgs } from './requests.ts';

/** ms since the epoch. */
const time = v.pipe(v.number(), v.description('Milliseconds since 1970, UTC.'));
const count = v.number();

const input = { id: v.string(), name: v.string(), ingest: v.picklist(ingests), live: v.pipe(v.boolean(), v.description('Whether someone publishes on it.')), createdAt: time, keyMadeAt: time };
export const liveInput = v.object(input);
export const keyedLiveInput = v.object({
  ...input,
  streamKey: v.pipe(v.string(), v.description('Shown this once.')),
  publishUrl: v.pipe(v.string(), v.description('Where to publish, with the stream key in it.')),
});

export const signingKey = v.object({ kid: v.string(), alg: v.picklist(signingAlgs), createdAt: time, retiredAt: v.nullable(time), publicJwk: v.record(v.string(), v.unknown()) });

const key = { id: v.string(), name: v.string(), scopes: v.array(v.picklist(scopes)), createdAt: time };
export const apiKey = v.object(key);
export const keyedApiKey = v.object({ ...key, key: v.pipe(v.string(), v.description('Shown this once.')) });

export const signedPlayback = v.object({ url: v.string(), kid: v.string(), alg: v.string(), expiresAt: time });

export const asset = v.object({ id: v.string(), playbackId: v.string(), name: v.string(), durationMs: count, bytes: count, createdAt: time });

const totals = { broadcasts: count, views: count, viewersPeak: count, viewerMinutes: count, bytesIn: count, bytesOut: count, objectsDropped: count };

export const broadcast = v.object({
  id: v.string(), streamId: v.string(), tag: v.literal('media.broadcast'), startedAt: time, endedAt: v.nullable(time),
  viewersPeak: count, views: count, viewerMinutes: count, bytesIn: count, bytesOut: count, objectsDropped: count,
  startupMs: v.nullable(v.pipe(count, v.description('From asking to the first object sent, the median, ms.'))),
  byTransport: v.object({ webtransport: count, websocket: count, hls: count }),
});

const next = v.pipe(v.nullable(v.string()), v.description('The `cursor` of the next page; null on the last.'));

export const analytics = v.object({
  from: v.string(), to: v.string(),
  totals: v.object(totals),
  days: v.pipe(v.array(v.object({ day: v.string(), ...totals })), v.description('By the day, in UTC, on which they began; days without any are left out.')),
  streams: v.pipe(v.array(v.object({ streamId: v.string(), ...totals })), v.description('The hundred most watched.')),
  broadcasts: v.array(broadcast),
  next,
});

export const pageOf = <Item extends v.GenericSchema>(item: Item) => v.object({ items: v.array(item), next });
export const liveInputs = pageOf(liveInput);
export const signingKeys = pageOf(signingKey);
export const apiKeys = pageOf(apiKey);
export const assets = pageOf(asset);

export type LiveInput = v.InferOutput<typeof liveInput>;
export type KeyedLiveInput = v.InferOutput<typeof keyedLiveInput>;
export type SigningKey = v.InferOutput<typeof signingKey>;
export type ApiKey = v.InferOutput<typeof apiKey>;
export type KeyedApiKey = v.InferOutput<typeof keyedApiKey>;
export type SignedPlayback = v.InferOutput<typeof signedPlayback>;
export type Asset = v.InferOutput<typeof asset>;
export type Broadcast = v.InferOutput<typeof broadcast>;
export type Analytics = v.InferOutput<typeof analytics>;
export interface Page<Item> { readonly items: readonly Item[]; readonly next: string | null }
