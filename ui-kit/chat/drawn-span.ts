interface Keyed { readonly key: string }

export interface Span<One> {
  readonly entries: readonly One[];
  /** More of them is to be drawn in the next frame. */
  readonly more: boolean;
}

export interface SpanLimits {
  /** Never more than this many stand there. */
  readonly cap: number;
  /** When there are, this many of the oldest go at once: what goes above moves all the others, and that costs the same for one as for many. */
  readonly trim: number;
  /** New ones in one drawing. */
  readonly step: number;
}

/**
 * Which entries of a growing list are drawn: the newest, up to a cap, in portions, so that neither a long history nor a burst
 * takes a whole frame. What can be seen comes first: the end of the list, then what lies above it.
 */
export class DrawnSpan {
  readonly #limits: SpanLimits;
  #first: string | undefined;
  #last: string | undefined;
  #count = 0;
  /** There is older that was never drawn. */
  #owesOlder = true;

  constructor(limits: SpanLimits) {
    this.#limits = limits;
  }

  /** The part to draw now. Call it once for each drawing. */
  of<One extends Keyed>(entries: readonly One[]): Span<One> {
    const { cap, trim, step } = this.#limits;
    const last = entries.findLastIndex(({ key }) => key === this.#last);
    const first = entries.findIndex(({ key }) => key === this.#first);
    const isAnew = last < 0 && first < 0;
    if (isAnew) this.#owesOlder = true;
    // The newest may have been taken back, or the oldest have run out: the rest stays.
    const to = last < 0 ? entries.length : Math.min(entries.length, last + 1 + step);
    const left = isAnew ? step : last < 0 ? 0 : step - (to - last - 1);
    const oldest = Math.max(0, to - cap);
    const known = isAnew ? to : first < 0 ? Math.max(oldest, last + 1 - this.#count) : first;
    let from = this.#owesOlder ? Math.min(known, Math.max(oldest, known - left)) : known;
    if (to - from > cap) from = to - cap + trim;
    if (from <= oldest || to - from >= cap) this.#owesOlder = false;
    this.#first = entries[from]?.key;
    this.#last = entries[to - 1]?.key;
    this.#count = to - from;
    return { entries: entries.slice(from, to), more: to < entries.length || this.#owesOlder };
  }
}
