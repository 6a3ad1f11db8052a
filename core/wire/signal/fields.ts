import * as v from 'valibot';
import { limits } from './limits.ts';

/**
 * Control characters and the bidirectional overrides and isolates (Unicode UAX #9) can make a name or a
 * line look like something else: they are taken out, never refused.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const unseen = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

const text = (max: number) => v.pipe(v.string(), v.maxLength(max), v.transform((value) => value.replace(unseen, '')));

/** One line of text: newlines and tabs become spaces, ends are trimmed. */
export const line = (max: number) => v.pipe(text(max), v.transform((value) => value.replace(/\s+/g, ' ').trim()));

export const displayName = line(limits.name);
export const title = line(limits.title);
export const category = line(limits.category);
export const chatText = v.pipe(text(limits.chatText), v.transform((value) => value.trim()), v.minLength(1));
export const emoji = v.pipe(line(limits.emoji), v.minLength(1));

/** Ids are minted by the server (or, in a token, by whoever holds the secret); they are never paths or markup. */
export const id = v.pipe(v.string(), v.regex(/^[\w.:~-]{1,64}$/));

export const avatarUrl = v.pipe(v.string(), v.maxLength(limits.url), v.regex(/^https?:\/\//i));
/** A server, with a path if it has one. */
export const serverUrl = avatarUrl;

/** Request numbers: unique per connection, so a reply finds its request. */
export const requestNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
export const sequence = v.pipe(v.number(), v.integer(), v.minValue(0));
export const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0));

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether `value` is JSON no deeper than `depth` levels and free of keys that reach prototypes. */
export function isSafeJson(value: unknown, depth: number = limits.jsonDepth): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth <= 0) return false;
  if (Array.isArray(value)) return value.every((item) => isSafeJson(item, depth - 1));
  return Object.entries(value).every(([key, item]) => !forbiddenKeys.has(key) && isSafeJson(item, depth - 1));
}

/** RTP and ICE parameters: opaque here, checked in depth by mediasoup's own ORTC rules on the server. */
export const jsonObject = v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isSafeJson(value, limits.jsonDepth - 1));

/** What an application attaches to a peer: opaque to the server, told to everyone who sees that peer. */
export const metadata = v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isSafeJson(value, limits.metadataDepth) && JSON.stringify(value).length <= limits.metadata);

/** What application data is about: whoever listens sorts by it. */
export const topic = v.pipe(line(limits.topic), v.minLength(1));

const base64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const isJsonWithin = (max: number) => (value: unknown): boolean => isSafeJson(value, limits.jsonDepth - 2) && JSON.stringify(value).length <= max;

/** Application data: any JSON, or bytes in base64 (RFC 4648 §4). */
export const payload = (max: number) => v.union([
  v.strictObject({ json: v.custom<Json>(isJsonWithin(max)) }),
  v.strictObject({ bytes: v.pipe(v.string(), v.maxLength(Math.ceil(max / 3) * 4), v.regex(base64)) }),
]);
export type Payload = v.InferOutput<ReturnType<typeof payload>>;
