import type { Segment } from './segment.ts';
import type { Timeline } from './timeline.ts';

/** How a playlist of one rendition names the others, so that a player can change to them without a guess. */
export interface RenditionReport { readonly uri: string; readonly timeline: Timeline }

export interface PlaylistOptions {
  /** Leaves out the older segments, which the player has from before. */
  readonly delta?: boolean;
  readonly reports?: readonly RenditionReport[];
  /** Goes behind each address; begins with `?` unless it is empty. */
  readonly query: string;
}

/** Where each viewer's query goes. */
const behind = '\0';

/** In seconds: what players settle at without stalling. */
const holdBackSec = 1;

export const initUri = (id: string): string => `init-${id}.mp4`;
export const segmentUri = (sequence: number): string => `${sequence}.m4s`;
export const partUri = (sequence: number, part: number): string => `${sequence}.${part}.m4s`;

/** Up, so that nothing is longer than it. */
const upToMs = (seconds: number): string => (Math.ceil(seconds * 1000 - 1e-6) / 1000).toFixed(3);

/** How far from the end a segment is that a delta update leaves out, in seconds: RFC 8216bis §4.4.3.8. */
const skipSec = ({ targetDuration }: Timeline): number => 6 * targetDuration;

/** Counts, from the newest, the segments that end within so many seconds of the playlist's end. */
function countWithin(segments: readonly Segment[], seconds: number): number {
  let total = 0;
  let count = 0;
  for (const { duration } of segments.toReversed()) {
    if (total >= seconds) break;
    total += duration;
    count++;
  }
  return count;
}

function head(timeline: Timeline, segments: readonly Segment[]): string[] {
  const { targetDuration, partTarget, discontinuitySequence } = timeline;
  const lines = [
    '#EXTM3U', '#EXT-X-VERSION:9', `#EXT-X-TARGETDURATION:${targetDuration}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${Math.max(holdBackSec, 3 * partTarget).toFixed(3)},CAN-SKIP-UNTIL=${skipSec(timeline).toFixed(1)}`,
    `#EXT-X-PART-INF:PART-TARGET=${upToMs(partTarget)}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.sequence ?? timeline.firstSequence}`,
  ];
  if (discontinuitySequence > 0) lines.push(`#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`);
  if (segments.every(({ independent }) => independent)) lines.push('#EXT-X-INDEPENDENT-SEGMENTS');
  return lines;
}

function segmentLines(segment: Segment, withParts: boolean, newInit: boolean): string[] {
  const { sequence, init, discontinuity, startsAt, whole, duration, parts } = segment;
  const lines: string[] = [];
  if (discontinuity) lines.push('#EXT-X-DISCONTINUITY');
  if (newInit) lines.push(`#EXT-X-MAP:URI="${initUri(init.id)}${behind}"`);
  lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(startsAt).toISOString()}`);
  if (withParts) lines.push(...parts.map((part, index) => `#EXT-X-PART:DURATION=${part.duration.toFixed(5)},URI="${partUri(sequence, index)}${behind}"${part.independent ? ',INDEPENDENT=YES' : ''}`));
  if (whole) lines.push(`#EXTINF:${duration.toFixed(5)},`, `${segmentUri(sequence)}${behind}`);
  return lines;
}

/** The part that comes next: of the growing segment, or of the one after, if this one is as long as those before. */
function hint(timeline: Timeline, segments: readonly Segment[]): { readonly sequence: number; readonly part: number } {
  const newest = segments.at(-1);
  if (!newest) return { sequence: timeline.firstSequence, part: 0 };
  const usual = segments.at(-2)?.duration ?? Number.POSITIVE_INFINITY;
  const isFull = newest.whole || newest.duration >= usual - timeline.partTarget / 4;
  return isFull ? { sequence: newest.sequence + 1, part: 0 } : { sequence: newest.sequence, part: newest.parts.length };
}

function report({ uri, timeline }: RenditionReport, query: string): string {
  const newest = timeline.listed.at(-1);
  return newest ? `#EXT-X-RENDITION-REPORT:URI="${uri}${query}",LAST-MSN=${newest.sequence},LAST-PART=${newest.parts.length - 1}\n` : '';
}

function written(timeline: Timeline, delta: boolean): string {
  const segments = timeline.listed;
  const skipped = delta ? segments.length - countWithin(segments, skipSec(timeline)) : 0;
  const firstWithParts = segments.length - countWithin(segments, 3 * timeline.targetDuration);
  const lines = head(timeline, segments);
  if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`);
  for (let index = skipped; index < segments.length; index++) {
    const segment = segments[index]!;
    lines.push(...segmentLines(segment, index >= firstWithParts, segment.init.id !== segments[index - 1]?.init.id));
  }
  const next = hint(timeline, segments);
  lines.push(timeline.ended ? '#EXT-X-ENDLIST' : `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partUri(next.sequence, next.part)}${behind}"`);
  return `${lines.join('\n')}\n`;
}

/** The playlist of one rendition: RFC 8216bis. Addresses are relative to its own. Written once for each change, however many ask. */
export class MediaPlaylist {
  readonly #timeline: Timeline;
  readonly #texts = new Map<boolean, string>();
  #revision = -1;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** As of now. */
  text({ delta = false, reports = [], query }: PlaylistOptions): string {
    const { revision, ended } = this.#timeline;
    if (revision !== this.#revision) this.#texts.clear();
    this.#revision = revision;
    const text = this.#texts.get(delta) ?? written(this.#timeline, delta);
    this.#texts.set(delta, text);
    return text.replaceAll(behind, query) + (ended ? '' : reports.map((item) => report(item, query)).join(''));
  }
}
