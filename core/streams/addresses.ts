import { readRelayInfo, type RelayInfo } from '../wire/streams/relay.ts';
import { StreamError } from './stream-error.ts';

/** A playback or publish URL, taken apart. */
export interface StreamAddress {
  readonly relay: string;
  readonly id: string;
  /** As it was given, with its token or key. */
  readonly url: URL;
  /** Which organisation’s it is. */
  readonly org: string;
  /** When its token ends, ms since the epoch, where it says so. */
  readonly expiresAt: number | undefined;
}

const path = /\/(playback|publish)\/([\w-]{1,128})$/;

/** What a token says of itself; nothing of it is believed, for the relay checks it. */
function peek(token: string | null): { readonly org?: unknown; readonly exp?: unknown } {
  try {
    const [, body = ''] = (token ?? '').split('.');
    const bytes = Uint8Array.from(atob(body.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

/** Reads `<relay>/playback/<id>?tok=` or `<relay>/publish/<id>?sk=`. Throws a `StreamError` `bad-url`. */
export function readAddress(text: string, kind: 'playback' | 'publish', base?: string): StreamAddress {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  const match = url && /^https?:$/.test(url.protocol) ? path.exec(url.pathname) : null;
  if (!url || match?.[1] !== kind) throw new StreamError('bad-url');
  const { org, exp } = peek(url.searchParams.get('tok'));
  return {
    relay: url.href.slice(0, url.href.indexOf(`/${kind}/`)),
    id: match[2]!,
    url,
    org: typeof org === 'string' ? org : 'local',
    expiresAt: typeof exp === 'number' ? exp * 1000 : undefined,
  };
}

/** Asks a relay how it can be reached. Rejects with a `StreamError` `unreachable`. */
export async function fetchRelayInfo(relay: string, signal: AbortSignal, fetcher: typeof fetch = fetch): Promise<RelayInfo> {
  try {
    const response = await fetcher(`${relay}/relay.json`, { signal });
    if (!response.ok) throw new Error(`The relay answered ${response.status}.`);
    const info = readRelayInfo(await response.json());
    if (!info) throw new Error('Its relay.json is none.');
    return info;
  } catch (cause) {
    throw new StreamError('unreachable', { cause });
  }
}

/** The same path and token at another origin of the relay: that of a transport. */
export function at(origin: string, { url }: StreamAddress): string {
  const there = new URL(url);
  const { protocol, host } = new URL(origin);
  // `ws:` and `https:` are special schemes both, so that one may become the other.
  there.protocol = protocol;
  there.host = host;
  return there.href;
}

/** The LL-HLS playlist of a broadcast, or of one peer of a room. */
export function hlsAddress(info: RelayInfo, { id, url }: StreamAddress, source?: string): string | undefined {
  if (!info.hls) return undefined;
  const where = source === undefined ? id : `${id}/${encodeURIComponent(source)}`;
  const playlist = new URL(`hls/${where}/main.m3u8`, `${info.hls.url.replace(/\/$/, '')}/`);
  const token = url.searchParams.get('tok');
  if (token !== null) playlist.searchParams.set('tok', token);
  return playlist.href;
}
