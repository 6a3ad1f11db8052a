import * as v from 'valibot';
import { MediaError } from '../bytes/media-error.ts';

/** The track that carries the streams document's catalog, and the one with that of MSF and CMSF. */
export const catalogTrack = '.catalog';
export const msfCatalogTrack = 'catalog';

/** A catalog of a full room, with all its init segments, stays far below. */
export const maxCatalogBytes = 256 * 1024;
const maxTracks = 128;

const trackName = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const words = v.pipe(v.string(), v.maxLength(256));
// RFC 6381: nothing in it could end a MIME type's quotes.
const codec = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
const pixels = v.optional(count(16_384));
const rate = v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1000)));
const hertz = v.optional(count(768_000));
const bits = v.optional(count(1e9));

const trackSchema = v.object({
  name: trackName,
  kind: v.picklist(['video', 'audio']),
  codec,
  /** In px. */
  width: pixels,
  height: pixels,
  /** In bits per second. */
  bitrate: bits,
  framerate: rate,
  sampleRate: hertz,
  channels: v.optional(count(16)),
  /** In a room: whose track it is, as the peer's id and as the name to show. */
  source: v.optional(words),
  label: v.optional(words),
});

const catalogSchema = v.object({ version: v.literal(1), live: v.boolean(), tracks: v.pipe(v.array(trackSchema), v.maxLength(maxTracks)) });

/** One track of a broadcast, as the `.catalog` track names it. */
export type CatalogTrack = v.InferOutput<typeof trackSchema>;
export type Catalog = v.InferOutput<typeof catalogSchema>;

const msfSchema = v.object({
  version: v.union([v.string(), v.number()]),
  tracks: v.pipe(v.array(v.object({
    name: trackName,
    packaging: v.optional(words),
    role: v.optional(words),
    isLive: v.optional(v.boolean()),
    codec: v.optional(codec),
    width: pixels,
    height: pixels,
    bitrate: bits,
    framerate: rate,
    samplerate: hertz,
    channelConfig: v.optional(words),
    initData: v.optional(v.pipe(v.string(), v.maxLength(16_384))),
    source: v.optional(words),
    label: v.optional(words),
  })), v.maxLength(maxTracks)),
});
type MsfTrack = v.InferOutput<typeof msfSchema>['tracks'][number];

/** An MSF catalog in our words, with the init segments that came in it, by track. */
export interface MsfCatalog { readonly catalog: Catalog; readonly init: ReadonlyMap<string, Uint8Array> }

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function decode<Schema extends v.GenericSchema>(schema: Schema, bytes: Uint8Array): v.InferOutput<Schema> {
  if (bytes.length > maxCatalogBytes) throw new MediaError('unsupported', `A catalog of ${bytes.length} bytes; ${maxCatalogBytes} are the most.`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new MediaError('malformed', 'The catalog is no JSON.');
  }
  const read = v.safeParse(schema, json);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new MediaError('malformed', `The catalog is wrong at “${v.getDotPath(issue) ?? ''}”: ${issue.message}`);
}

function unique(tracks: readonly { readonly name: string }[]): void {
  if (new Set(tracks.map(({ name }) => name)).size < tracks.length) throw new MediaError('malformed', 'The catalog names a track twice.');
}

export const writeCatalog = (catalog: Catalog): Uint8Array => encode(catalog);

/** Reads what the `.catalog` track carries; fields it does not know are left out. Throws a `MediaError`. */
export function readCatalog(bytes: Uint8Array): Catalog {
  const catalog = decode(catalogSchema, bytes);
  unique(catalog.tracks);
  return catalog;
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** MSF-01 and CMSF: the same tracks, each with its init segment where there is one. */
export function writeMsfCatalog({ live, tracks }: Catalog, init: ReadonlyMap<string, Uint8Array> = new Map()): Uint8Array {
  return encode({
    version: '1',
    tracks: tracks.map(({ name, kind, sampleRate, channels, ...rest }) => {
      const first = init.get(name);
      return {
        name, packaging: 'cmaf', isLive: live, role: kind, renderGroup: 1, ...(kind === 'video' && { altGroup: 1 }), ...rest,
        ...(sampleRate && { samplerate: sampleRate }), ...(channels && { channelConfig: String(channels) }), ...(first && { initData: toBase64(first) }),
      };
    }),
  });
}

function fromMsf({ name, role, codec: coded, samplerate, channelConfig, packaging, ...rest }: MsfTrack): CatalogTrack[] {
  if (!coded || (packaging ?? 'cmaf') !== 'cmaf') return [];
  const kind = role ?? (samplerate ? 'audio' : 'video');
  if (kind !== 'video' && kind !== 'audio') return [];
  const channels = Number(channelConfig);
  const { width, height, bitrate, framerate, source, label } = rest;
  const given = Object.entries({ width, height, bitrate, framerate, source, label, sampleRate: samplerate }).filter(([, value]) => value !== undefined);
  return [{ name, kind, codec: coded, ...(Number.isInteger(channels) && channels > 0 && { channels }), ...Object.fromEntries(given) }];
}

/** Reads what the `catalog` track carries, as far as it is video and audio in CMAF. Throws a `MediaError`. */
export function readMsfCatalog(bytes: Uint8Array): MsfCatalog {
  const { tracks } = decode(msfSchema, bytes);
  unique(tracks);
  try {
    const init = new Map(tracks.flatMap(({ name, initData }) => (initData ? [[name, fromBase64(initData)] as const] : [])));
    return { catalog: { version: 1, live: tracks.every(({ isLive }) => isLive !== false), tracks: tracks.flatMap(fromMsf) }, init };
  } catch {
    throw new MediaError('malformed', 'An init segment in the catalog is no base64.');
  }
}
