import { MediaError } from '../bytes/media-error.ts';
import { flag, optional, record, text, type Read, type Shape } from '../shape.ts';
import { codec, decodeCatalog, encodeCatalog, hertz, trackFields, tracksOf, type Catalog, type CatalogTrack } from './catalog.ts';

/** The track that carries the catalog of MSF and CMSF. */
export const msfCatalogTrack = 'catalog';

const version: Shape<string | number> = (value, at) => (typeof value === 'number' ? value : text(256)(value, at));

const trackShape = record({
  ...trackFields, packaging: optional(text(256)), role: optional(text(256)), isLive: optional(flag), codec: optional(codec), samplerate: optional(hertz), channelConfig: optional(text(256)), initData: optional(text(16_384)),
});
const msfShape = record({ version, tracks: tracksOf(trackShape) });
type MsfTrack = Read<typeof trackShape>;

/** An MSF catalog in our words, with the init segments that came in it, by track. */
export interface MsfCatalog { readonly catalog: Catalog; readonly init: ReadonlyMap<string, Uint8Array> }

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (letters: string): Uint8Array => Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));

/** MSF-01 and CMSF: the same tracks, each with its init segment where there is one. */
export function writeMsfCatalog({ live, tracks }: Catalog, init: ReadonlyMap<string, Uint8Array> = new Map()): Uint8Array {
  return encodeCatalog({
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
  const { tracks } = decodeCatalog(msfShape, bytes);
  try {
    const init = new Map(tracks.flatMap(({ name, initData }) => (initData ? [[name, fromBase64(initData)] as const] : [])));
    return { catalog: { version: 1, live: tracks.every(({ isLive }) => isLive !== false), tracks: tracks.flatMap(fromMsf) }, init };
  } catch {
    throw new MediaError('malformed', 'An init segment in the catalog is no base64.');
  }
}
