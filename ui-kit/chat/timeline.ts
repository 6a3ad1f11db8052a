import type { AudienceNotice } from '../../core/stores/audience.ts';
import type { ChatLine } from '../../core/stores/chat.ts';
import type { LeaveReason } from '../../core/wire/signal/shapes.ts';

/** How someone went who is missed; whoever is brought elsewhere with an audience is told of as a whole. */
export type Went = Exclude<LeaveReason, 'moved'>;

/** Someone came in, or `went`; shown quietly between the lines. Time is the server's, in ms. */
export interface Arrival { readonly id: string; readonly name: string; readonly at: number; readonly went?: Went }

export type Entry =
  | { readonly kind: 'line'; readonly key: string; readonly line: ChatLine }
  | { readonly kind: 'arrivals'; readonly key: string; readonly name: string; readonly others: number }
  | { readonly kind: 'went'; readonly key: string; readonly name: string; readonly went: Went }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: AudienceNotice };

/**
 * Puts comings, goings and notices between the lines by time, several arrivals in a row as one entry named after the newest,
 * and keeps the last `cap` entries. A line never moves: its own place in the list counts, not its clock.
 */
export function timeline(lines: readonly ChatLine[], arrivals: readonly Arrival[], cap: number, notices: readonly AudienceNotice[] = []): readonly Entry[] {
  const entries: Entry[] = [];
  let [next, noticed] = [0, 0];
  const takeArrivals = (time: number): void => {
    let group: Arrival[] = [];
    const close = (): void => {
      const newest = group.at(-1);
      if (newest) entries.push({ kind: 'arrivals', key: `in:${group[0]?.id}`, name: newest.name, others: group.length - 1 });
      group = [];
    };
    for (let one = arrivals[next]; one && one.at <= time; one = arrivals[++next]) {
      if (!one.went) {
        group.push(one);
        continue;
      }
      close();
      entries.push({ kind: 'went', key: `out:${one.id}:${one.at}`, name: one.name, went: one.went });
    }
    close();
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
