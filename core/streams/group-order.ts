import type { Clock } from '../clock.ts';
import type { LiveObject } from '../wire/moqt/session-api.ts';

/** Where a track goes, in the order it plays in. */
export interface GroupSink {
  /** A group begins, and this is what its decoder starts with. */
  init(bytes: Uint8Array, group: number): void;
  fragment(bytes: Uint8Array, group: number): void;
  /** The rest of a group will not be waited for. */
  skipped(group: number): void;
}

interface Waiting { init: Uint8Array | undefined; readonly fragments: Uint8Array[]; media: number | undefined; over: boolean }

/** A group that is later than its successor by this much, in ms, is not waited for. */
const patienceMs = 200;
/** Groups and bytes that may wait for those before them. */
const maxGroups = 4;
const maxBytes = 16 * 1024 * 1024;

/** “ftyp”, which an init segment begins with. */
const isInit = ({ payload: bytes }: LiveObject): boolean => bytes[4] === 0x66 && bytes[5] === 0x74 && bytes[6] === 0x79 && bytes[7] === 0x70;

/**
 * Puts the objects of one track in the order they play in. Groups come on streams of their own, so that a newer one
 * may be here before the end of an older one: that end is waited for, but not long.
 */
export class GroupOrder {
  readonly #sink: GroupSink;
  readonly #clock: Clock;
  readonly #groups = new Map<number, Waiting>();
  #at: number | undefined;
  #initSent = false;
  #stopWaiting: (() => void) | undefined;

  constructor(sink: GroupSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
  }

  object(object: LiveObject): void {
    const { group, subgroup, payload, status } = object;
    if (this.#at !== undefined && group < this.#at) return;
    this.#at ??= group;
    const waiting = this.#groups.get(group) ?? this.#begin(group);
    if (status === 'end-of-group' || status === 'end-of-track') waiting.over = true;
    else if (payload.length === 0) return;
    else if (isInit(object)) waiting.init ??= payload;
    else {
      waiting.media ??= subgroup;
      waiting.fragments.push(payload);
    }
    this.#flush();
  }

  subgroupEnd({ group, subgroup, endOfGroup }: { readonly group: number; readonly subgroup: number; readonly endOfGroup: boolean }): void {
    const waiting = this.#groups.get(group);
    if (!waiting || (waiting.media !== subgroup && !(endOfGroup && waiting.media === undefined))) return;
    waiting.over = true;
    this.#flush();
  }

  close(): void {
    this.#stopWaiting?.();
    this.#groups.clear();
  }

  #begin(group: number): Waiting {
    const waiting: Waiting = { init: undefined, fragments: [], media: undefined, over: false };
    this.#groups.set(group, waiting);
    return waiting;
  }

  #flush(): void {
    const waiting = this.#groups.get(this.#at!);
    if (waiting) this.#give(waiting);
    const next = this.#next();
    if (next === undefined) return;
    if (!waiting || waiting.over || this.#isTooMuch()) this.#goTo(next);
    else this.#stopWaiting ??= this.#clock.after(patienceMs, () => this.#goTo(this.#next()!));
  }

  /** What plays without its init segment is what comes after one that the decoder has. */
  #give({ init, fragments }: Waiting): void {
    const group = this.#at!;
    if (init && !this.#initSent) {
      this.#initSent = true;
      this.#sink.init(init, group);
    }
    if (this.#initSent) for (const fragment of fragments.splice(0)) this.#sink.fragment(fragment, group);
  }

  #next(): number | undefined {
    const later = [...this.#groups.keys()].filter((group) => group > this.#at!);
    return later.length ? Math.min(...later) : undefined;
  }

  #isTooMuch(): boolean {
    const bytes = [...this.#groups.values()].reduce((total, { fragments }) => total + fragments.reduce((sum, { length }) => sum + length, 0), 0);
    return this.#groups.size > maxGroups || bytes > maxBytes;
  }

  #goTo(group: number): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    const before = this.#groups.get(this.#at!);
    if (before && !before.over) this.#sink.skipped(this.#at!);
    this.#groups.delete(this.#at!);
    this.#at = group;
    this.#initSent = false;
    this.#flush();
  }
}
