import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';

/** Takes a track in the order in which it plays. */
export interface FragmentSink {
  /** The init segment of a group; the same one again for most. */
  init(bytes: Uint8Array): void;
  fragment(bytes: Uint8Array, at: { readonly startsGroup: boolean }): void;
}

interface Group {
  init: Uint8Array | undefined;
  readonly waiting: Uint8Array[];
  /** Subgroups with fragments that have begun and not ended. */
  readonly open: Set<number>;
  /** Its init segment has been handed on. */
  prepared: boolean;
  /** Its first fragment has been handed on. */
  begun: boolean;
  over: boolean;
}

/** A group that far behind the newest has been given up by its publisher. */
const mostGroups = 4;

export interface GroupOrderOptions {
  readonly clock: Clock;
  readonly to: FragmentSink;
  /** How long the rest of a group is waited for once the next has begun, ms. */
  readonly patienceMs?: number;
  /** What may be held back, in bytes. */
  readonly mostBytes?: number;
}

/** Objects come in order within their subgroup only; a group's end may come after the next one's beginning. This puts them right. */
export class GroupOrder {
  readonly #clock: Clock;
  readonly #to: FragmentSink;
  readonly #patienceMs: number;
  readonly #mostBytes: number;
  readonly #groups = new Map<number, Group>();
  #done = -1;
  #held = 0;
  #cancelPatience: (() => void) | undefined;

  constructor({ clock, to, patienceMs = 300, mostBytes = 16 * 1024 * 1024 }: GroupOrderOptions) {
    this.#clock = clock;
    this.#to = to;
    this.#patienceMs = patienceMs;
    this.#mostBytes = mostBytes;
  }

  object({ group: number, subgroup, object, payload, status }: LiveObject): void {
    if (number <= this.#done) return;
    const group = this.#groupOf(number);
    if (status !== 'normal') group.over ||= status !== 'does-not-exist';
    else if (object === 0) group.init = payload;
    else {
      group.open.add(subgroup);
      group.waiting.push(payload);
      this.#held += payload.length;
    }
    this.#drain();
  }

  subgroupEnd({ group: number, subgroup, endOfGroup }: { readonly group: number; readonly subgroup: number; readonly endOfGroup: boolean }): void {
    const group = this.#groups.get(number);
    if (!group) return;
    const hadFragments = group.open.delete(subgroup);
    group.over ||= (hadFragments || endOfGroup) && group.open.size === 0;
    this.#drain();
  }

  close(): void {
    this.#rest();
    this.#groups.clear();
  }

  #groupOf(number: number): Group {
    const group = this.#groups.get(number) ?? { init: undefined, waiting: [], open: new Set(), prepared: false, begun: false, over: false };
    this.#groups.set(number, group);
    return group;
  }

  #drain(): void {
    for (;;) {
      const number = Math.min(...this.#groups.keys());
      const group = this.#groups.get(number);
      if (!group) return this.#rest();
      this.#give(group, group.over);
      const overdue = this.#groups.size > mostGroups || (this.#groups.size > 1 && this.#held > this.#mostBytes);
      if (!group.over && !overdue) break;
      this.#finish(number, group);
    }
    if (this.#groups.size > 1) this.#cancelPatience ??= this.#clock.after(this.#patienceMs, () => this.#giveUp());
  }

  /** Hands on what there is. Without its init segment a group waits, unless there is nothing left to wait for. */
  #give(group: Group, anyway: boolean): void {
    if (group.init && !group.prepared) {
      group.prepared = true;
      this.#to.init(group.init);
    }
    if (!group.prepared && !anyway) return;
    for (const bytes of group.waiting) {
      this.#held -= bytes.length;
      this.#to.fragment(bytes, { startsGroup: !group.begun });
      group.begun = true;
    }
    group.waiting.length = 0;
  }

  #finish(number: number, group: Group): void {
    this.#give(group, true);
    this.#groups.delete(number);
    this.#done = number;
    this.#rest();
  }

  #giveUp(): void {
    this.#cancelPatience = undefined;
    const number = Math.min(...this.#groups.keys());
    const group = this.#groups.get(number);
    if (group) this.#finish(number, group);
    this.#drain();
  }

  #rest(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
  }
}
