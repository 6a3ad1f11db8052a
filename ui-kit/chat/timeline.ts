import type { AudienceNotice } from '../../core/stores/audience.ts';
import type { ChatLine } from '../../core/stores/chat.ts';

/** Someone came in; shown quietly between the lines. Time is the server's, in ms. */
export interface Arrival { readonly id: string; readonly name: string; readonly at: number }

export type Entry =
  | { readonly kind: 'line'; readonly key: string; readonly line: ChatLine }
  | { readonly kind: 'arrivals'; readonly key: string; readonly name: string; readonly others: number }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: AudienceNotice };

/**
 * Puts arrivals and notices between the lines by time, several arrivals in a row as one entry named after the newest,
 * and keeps the last `cap` entries. A line never moves: its own place in the list counts, not its clock.
 */
export function timeline(lines: readonly ChatLine[], arrivals: readonly Arrival[], cap: number, notices: readonly AudienceNotice[] = []): readonly Entry[] {
  const entries: Entry[] = [];
  let [next, noticed] = [0, 0];
  const takeArrivals = (time: number): void => {
    const from = next;
    while (next < arrivals.length && (arrivals[next]?.at ?? Infinity) <= time) next++;
    const newest = arrivals[next - 1];
    if (next > from && newest) entries.push({ kind: 'arrivals', key: `in:${arrivals[from]?.id}`, name: newest.name, others: next - from - 1 });
  };
  const takeUntil = (time: number): void => {
    for (let notice = notices[noticed]; notice && notice.at <= time; notice = notices[++noticed]) {
      takeArrivals(notice.at);
      entries.push({ kind: 'notice', key: `notice:${notice.id}`, notice });
    }
    takeArrivals(time);
  };
  for (const line of lines.slice(-cap)) {
    takeUntil(line.sentAt);
    entries.push({ kind: 'line', key: line.clientId ?? line.id, line });
  }
  takeUntil(Infinity);
  return entries.slice(-cap);
}
