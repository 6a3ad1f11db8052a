import type { SeekWindow } from './playback.ts';

/** A playlist of a day of two-second segments stays below. */
const maxCharacters = 8 * 1024 * 1024;

/** The span of a media playlist by its own dates; nothing where it has none. */
export function windowOf(playlist: string): SeekWindow | undefined {
  const dated = /#EXT-X-PROGRAM-DATE-TIME:(\S+)/.exec(playlist);
  const start = dated ? Date.parse(dated[1]!) : NaN;
  if (Number.isNaN(start) || playlist.length > maxCharacters) return undefined;
  const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((total, [, duration]) => total + Number(duration), 0);
  return { start, end: start + seconds * 1000 };
}

/** How far back a broadcast can be watched: asked of the first playlist that its LL-HLS address names. Nothing where it cannot be told. */
export async function readDvrWindow(address: string, signal: AbortSignal, fetcher: typeof fetch = fetch): Promise<SeekWindow | undefined> {
  const text = async (url: string): Promise<string> => {
    const response = await fetcher(url, { signal });
    return response.ok ? response.text() : '';
  };
  const main = await text(address);
  const first = main.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first === undefined ? undefined : windowOf(await text(new URL(first.trim(), address).href));
}
