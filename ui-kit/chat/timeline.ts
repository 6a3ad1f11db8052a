import type { ChatLine } from '../../core/stores/chat.ts';

/** Someone came in; shown quietly between the lines. Time is the server's, in ms. */
export interface Arrival { readonly id: string; readonly name: string; readonly at: number }

export type Entry =
  | { readonly kind: 'line'; readonly key: string; readonly line: ChatLine }
  | { readonly kind: 'arrivals'; readonly key: string; readonly name: string; readonly others: number };

/**
 * Puts arrivals between the lines by time, several in a row as one entry named after the newest, and keeps the
 * last `cap` entries. A line never moves: its own place in the list counts, not its clock.
 */
export function timeline(lines: readonly ChatLine[], arrivals: readonly Arrival[], cap: number): readonly Entry[] {
  const entries: Entry[] = [];
  let next = 0;
  const takeUntil = (time: number): void => {
    const from = next;
    while (next < arrivals.length && (arrivals[next]?.at ?? Infinity) <= time) next++;
    const newest = arrivals[next - 1];
    if (next > from && newest) entries.push({ kind: 'arrivals', key: `in:${arrivals[from]?.id}`, name: newest.name, others: next - from - 1 });
  };
  for (const line of lines.slice(-cap)) {
    takeUntil(line.sentAt);
    entries.push({ kind: 'line', key: line.clientId ?? line.id, line });
  }
  takeUntil(Infinity);
  return entries.slice(-cap);
}
