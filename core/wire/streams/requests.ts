import * as v from 'valibot';
import { id, line } from '../signal/fields.ts';

/** What may publish into a live input. */
export const ingests = ['fmp4', 'rtmp', 'srt', 'whip'] as const;
export type Ingest = (typeof ingests)[number];

export const signingAlgs = ['EdDSA', 'RS256'] as const;
export type SigningAlg = (typeof signingAlgs)[number];

/** What an API key may do. The key of the server or the organisation itself may do everything. */
export const scopes = [
  'live-inputs:read', 'live-inputs:write',
  'signing-keys:read', 'signing-keys:write',
  'api-keys:read', 'api-keys:write',
  'playback:sign',
  'assets:read', 'assets:write',
  'analytics:read',
] as const;
export type Scope = (typeof scopes)[number];

const name = v.optional(line(120), '');

export const ofId = v.object({ id });

export const createLiveInput = v.object({
  name,
  ingest: v.optional(v.pipe(v.picklist(ingests), v.description('What may publish into it: `fmp4` is a page or program that sends CMAF over MoQT.')), 'fmp4'),
});

export const createSigningKey = v.object({ alg: v.optional(v.pipe(v.picklist(signingAlgs), v.description('`EdDSA` (Ed25519) or `RS256`.')), 'EdDSA') });

export const createApiKey = v.object({
  name,
  scopes: v.optional(v.pipe(v.array(v.picklist(scopes)), v.minLength(1), v.maxLength(scopes.length), v.description('At most those of the key that asks. By default all but making and retiring keys.'))),
});

export const signPlayback = v.object({
  id: v.pipe(id, v.description('A live input, an asset, a playback id or a room.')),
  ttlSec: v.optional(v.pipe(v.number(), v.description('How long the URL is good, in seconds: 30 s to 24 h, the nearest of them otherwise; 1 h by default.'))),
  subject: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.description('Who watches, as your application calls them.'))),
});

const whole = (min: number, max: number, otherwise: number) =>
  v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'Send a whole number.'), v.transform(Number), v.minValue(min), v.maxValue(max)), String(otherwise));

export const pageQuery = v.object({
  limit: whole(1, 100, 20),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/), v.description('`next` of the page before.'))),
});

const day = v.pipe(v.string(), v.isoDate('Send a day like 2026-11-21.'));

export const analyticsQuery = v.object({
  ...pageQuery.entries,
  streamId: v.optional(id),
  from: v.optional(v.pipe(day, v.description('The first day, in UTC; 29 days before `to` by default.'))),
  to: v.optional(v.pipe(day, v.description('The last day, in UTC; today by default.'))),
});

export type CreateLiveInput = v.InferInput<typeof createLiveInput>;
export type CreateSigningKey = v.InferInput<typeof createSigningKey>;
export type CreateApiKey = v.InferInput<typeof createApiKey>;
export type SignPlayback = v.InferInput<typeof signPlayback>;
