import { fragment } from '../wire/cmaf/fragment.ts';
import type { Piece } from './feed.ts';

/** Browsers bear this much of a gap between frames, in s; at a longer one they stand still for good. */
const bearable = 0.02;
/** What is missing for longer is no gap but an end, in s. */
const longest = 3;

/**
 * The bytes of a piece that follows what ends at `end` (s of its track’s own time). Where frames are missing between
 * them, its first frame shows from there on: a picture that comes a little early is better than a player that waits
 * for what does not come.
 */
export function bridged({ bytes, time, samples, timescale, sequence, capturedAt }: Piece, end: number | undefined): Uint8Array {
  const gap = end === undefined ? 0 : time - end;
  const [first, ...rest] = samples;
  if (!first || gap <= bearable || gap > longest) return bytes;
  const more = Math.min(first.decodeTime, Math.round(gap * timescale));
  return fragment([{ ...first, decodeTime: first.decodeTime - more, duration: first.duration + more }, ...rest], { sequence, ...(capturedAt !== undefined && { capturedAt }) });
}
