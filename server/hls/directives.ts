import { HttpProblem } from '../http/problem.ts';
import type { Timeline } from './timeline.ts';

/** What a player adds to a playlist's address: RFC 8216bis §6.2.5. */
export interface Directives {
  /** Wait for this part, or without `part` for the whole of this segment. */
  readonly until: { readonly sequence: number; readonly part: number | undefined } | undefined;
  readonly delta: boolean;
}

type Query = Readonly<Record<string, unknown>>;

function whole(query: Query, name: string): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) throw new HttpProblem('bad-input', `${name} must be one whole number.`);
  return Number(text);
}

/** Throws `bad-input` for directives that have no meaning. */
export function readDirectives(query: Query): Directives {
  const sequence = whole(query, '_HLS_msn');
  const part = whole(query, '_HLS_part');
  if (part !== undefined && sequence === undefined) throw new HttpProblem('bad-input', '_HLS_part needs _HLS_msn beside it.');
  const skip = query['_HLS_skip'];
  return { until: sequence === undefined ? undefined : { sequence, part }, delta: skip === 'YES' || skip === 'v2' };
}

/** RFC 8216bis §6.2.5.2: how far ahead a playlist may be asked for. */
export function isTooFarAhead(timeline: Timeline, { sequence, part }: NonNullable<Directives['until']>): boolean {
  const newest = timeline.listed.at(-1);
  if (!newest) return sequence > timeline.firstSequence + 2;
  if (sequence > newest.sequence + 2) return true;
  const advance = timeline.partTarget < 1 ? Math.ceil(3 / timeline.partTarget) : 3;
  const from = sequence > newest.sequence ? 0 : newest.parts.length - 1;
  return sequence >= newest.sequence && part !== undefined && part > from + advance;
}
