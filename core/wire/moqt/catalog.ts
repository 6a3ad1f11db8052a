import { MediaError } from '../bytes/media-error.ts';
import { amount, count, flag, list, matching, oneOf, optional, record, ShapeError, text, type Read, type Shape } from '../shape.ts';

/** The track that carries the streams document's catalog. */
export const catalogTrack = '.catalog';

/** A catalog of a full room, with all its init segments, stays far below. */
export const maxCatalogBytes = 256 * 1024;
const maxTracks = 128;

/** What every catalog says of a track, in the same words. */
export const trackFields = {
  name: text(256, 1),
  /** In px. */
  width: optional(count(16_384)),
  height: optional(count(16_384)),
  /** In bits per second. */
  bitrate: optional(count(1e9)),
  framerate: optional(amount(1000)),
  /** In a room: whose track it is, as the peer's id and as the name to show. */
  source: optional(text(256)),
  label: optional(text(256)),
};

// RFC 6381: nothing in it could end a MIME type's quotes.
export const codec = matching(/^[\w.-]{1,64}$/);
export const hertz = count(768_000);

/** As many tracks as a catalog may have, of different names. */
export function tracksOf<Track extends { readonly name: string }>(track: Shape<Track>): Shape<Track[]> {
  const read = list(track, maxTracks);
  return (value, at) => {
    const tracks = read(value, at);
    if (new Set(tracks.map(({ name }) => name)).size < tracks.length) throw new ShapeError(at, 'list of tracks with a name each');
    return tracks;
  };
}

const trackShape = record({ ...trackFields, kind: oneOf('video', 'audio'), codec, sampleRate: optional(hertz), channels: optional(count(16)) });
const catalogShape = record({ version: oneOf(1), live: flag, tracks: tracksOf(trackShape) });

/** One track of a broadcast, as the `.catalog` track names it. */
export type CatalogTrack = Read<typeof trackShape>;
export type Catalog = Read<typeof catalogShape>;

/** Reads the JSON of a catalog. Throws a `MediaError`. */
export function decodeCatalog<Value>(shape: Shape<Value>, bytes: Uint8Array): Value {
  if (bytes.length > maxCatalogBytes) throw new MediaError('unsupported', `A catalog of ${bytes.length} bytes; ${maxCatalogBytes} are the most.`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new MediaError('malformed', 'The catalog is no JSON.');
  }
  try {
    return shape(json, '');
  } catch (error) {
    throw new MediaError('malformed', `The catalog is wrong: ${(error as ShapeError).message}`);
  }
}

export const encodeCatalog = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export const writeCatalog = (catalog: Catalog): Uint8Array => encodeCatalog(catalog);

/** Reads what the `.catalog` track carries; fields it does not know are left out. Throws a `MediaError`. */
export const readCatalog = (bytes: Uint8Array): Catalog => decodeCatalog(catalogShape, bytes);
