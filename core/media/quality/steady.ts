import { bands, type Band, type QualityCause } from './figures.ts';

export interface Judged { readonly band: Band; readonly cause: QualityCause | null }

/** What is shown, and the bands seen since that were all better, or all worse. */
export interface Steady extends Judged { readonly row: readonly Band[] }

/** Seen this often in a row, a worse band is believed. */
const worseAfter = 2;
/** Getting better is believed later, so that a line on the edge does not blink. */
const betterAfter = 3;

const rank = (band: Band): number => bands.indexOf(band);

/** The first judgement is believed at once. */
export const steadyFrom = ({ band, cause }: Judged): Steady => ({ band, cause, row: [] });

/** The next state of what is shown: a band changes only when it is seen to, and only as far as all that was seen agrees. */
export function steady(shown: Steady, seen: Judged): Steady {
  const side = (band: Band): number => Math.sign(rank(band) - rank(shown.band));
  const now = side(seen.band);
  if (now === 0) return { ...seen, row: [] };
  const before = shown.row[0];
  const row = [...(before !== undefined && side(before) === now ? shown.row : []), seen.band];
  if (row.length < (now > 0 ? worseAfter : betterAfter)) return { ...shown, row };
  const nearest = row.reduce((a, b) => (Math.abs(rank(a) - rank(shown.band)) <= Math.abs(rank(b) - rank(shown.band)) ? a : b));
  const fine = rank(nearest) <= rank('good');
  return { band: nearest, cause: fine ? null : seen.cause ?? shown.cause, row: [] };
}
