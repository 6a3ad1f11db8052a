/** One segment of a playlist, with everything said of it; `uri` and `duration` are missing while it grows. */
export interface ListedSegment {
  readonly sequence: number;
  readonly discontinuity: boolean;
  readonly map: string | undefined;
  readonly date: number | undefined;
  readonly parts: readonly { readonly uri: string; readonly duration: number; readonly independent: boolean }[];
  readonly duration: number | undefined;
  readonly uri: string | undefined;
}

export interface Playlist {
  /** Tags that are there once, with what is behind the colon. */
  readonly tags: ReadonlyMap<string, string>;
  readonly skipped: number;
  readonly segments: readonly ListedSegment[];
  readonly hint: string | undefined;
  readonly reports: readonly string[];
}

const attribute = (line: string, name: string): string | undefined => new RegExp(`[:,]${name}=(?:"([^"]*)"|([^,]*))`).exec(line)?.slice(1).find((value) => value !== undefined);

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Growing = Mutable<Omit<ListedSegment, 'parts'>> & { parts: ListedSegment['parts'][number][] };

/** Reads a media playlist by the letter: a line that it does not know throws. */
export function readPlaylist(text: string): Playlist {
  const lines = text.trimEnd().split('\n');
  if (lines.shift() !== '#EXTM3U') throw new Error('no playlist');
  const tags = new Map<string, string>();
  const segments: ListedSegment[] = [];
  const reports: string[] = [];
  let map: string | undefined;
  let hint: string | undefined;
  let skipped = 0;
  const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
  const begin = (): Growing => ({ sequence: first + skipped + segments.length, discontinuity: false, map, date: undefined, parts: [], duration: undefined, uri: undefined });
  let segment = begin();
  for (const line of lines) {
    const [tag = '', value = ''] = /^(#EXT[^:]*):?(.*)$/.exec(line)?.slice(1) ?? [];
    if (tag === '#EXT-X-SKIP') { skipped = Number(attribute(line, 'SKIPPED-SEGMENTS')); segment = begin(); }
    else if (tag === '#EXT-X-DISCONTINUITY') segment.discontinuity = true;
    else if (tag === '#EXT-X-MAP') segment.map = map = attribute(line, 'URI');
    else if (tag === '#EXT-X-PROGRAM-DATE-TIME') segment.date = Date.parse(value);
    else if (tag === '#EXT-X-PART') segment.parts.push({ uri: attribute(line, 'URI')!, duration: Number(attribute(line, 'DURATION')), independent: attribute(line, 'INDEPENDENT') === 'YES' });
    else if (tag === '#EXTINF') segment.duration = Number.parseFloat(value);
    else if (tag === '#EXT-X-PRELOAD-HINT') hint = attribute(line, 'URI');
    else if (tag === '#EXT-X-RENDITION-REPORT') reports.push(value);
    else if (tag !== '' && !tags.has(tag)) tags.set(tag, value);
    else if (tag === '' && segment.duration !== undefined) { segments.push({ ...segment, uri: line }); segment = begin(); }
    else throw new Error(`out of place: ${line}`);
  }
  if (segment.parts.length > 0) segments.push(segment);
  return { tags, skipped, segments, hint, reports };
}

/** The attribute of a tag that is there once. */
export const attributeOf = ({ tags }: Playlist, tag: string, name: string): string | undefined => attribute(`:${tags.get(tag) ?? ''}`, name);
