import { isAfter, type Location } from '../../core/wire/moqt/names.ts';
import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { SubgroupEnd } from './broadcast-port.ts';

interface Group {
  readonly id: number;
  readonly events: (LiveObject | SubgroupEnd)[];
  bytes: number;
  hasStart: boolean;
  /** It became too large to be kept. */
  overgrown: boolean;
}

/** How many groups of a track are kept: the newest, and the one before for those who fetch. */
const kept = 2;

/** The newest groups of a track as they came, within a bound of bytes. */
export class GroupCache {
  readonly #maxBytes: number;
  /** By rising id. */
  #groups: Group[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number { return this.#bytes; }

  add(event: LiveObject | SubgroupEnd): void {
    const group = this.#groupOf(event.group);
    if (!group || group.overgrown) return;
    group.events.push(event);
    if (!('payload' in event)) return;
    if (event.object === 0) group.hasStart = true;
    group.bytes += event.payload.length;
    this.#bytes += event.payload.length;
    this.#shrink();
  }

  /** What came of this group and later ones. */
  eventsFrom(group: number): readonly (LiveObject | SubgroupEnd)[] {
    return this.#groups.filter(({ id }) => id >= group).flatMap(({ events }) => events);
  }

  /** `end.object` is one more than the last wanted, 0 the whole group. */
  objects(start: Location, end: Location): readonly LiveObject[] {
    const objects = this.#groups.flatMap(({ events }) => events.filter((event): event is LiveObject => 'payload' in event));
    const within = (at: LiveObject): boolean => !isAfter(start, at) && (at.group < end.group || (at.group === end.group && (end.object === 0 || at.object < end.object)));
    return objects.filter(within).toSorted((a, b) => a.group - b.group || a.object - b.object);
  }

  hasStart(group: number): boolean { return this.#groups.some(({ id, hasStart }) => id === group && hasStart); }

  isOvergrown(group: number): boolean { return this.#groups.some(({ id, overgrown }) => id === group && overgrown); }

  clear(): void {
    this.#groups = [];
    this.#bytes = 0;
  }

  #groupOf(id: number): Group | undefined {
    const known = this.#groups.find((group) => group.id === id);
    if (known) return known;
    // Late news of a group that has been let go.
    if (this.#groups.length > 0 && id < this.#groups.at(-1)!.id) return undefined;
    const group: Group = { id, events: [], bytes: 0, hasStart: false, overgrown: false };
    this.#groups.push(group);
    if (this.#groups.length > kept) this.#bytes -= this.#groups.shift()!.bytes;
    return group;
  }

  #shrink(): void {
    while (this.#bytes > this.#maxBytes && this.#groups.length > 1) this.#bytes -= this.#groups.shift()!.bytes;
    const [last] = this.#groups;
    if (this.#bytes <= this.#maxBytes || !last) return;
    last.events.length = 0;
    last.bytes = this.#bytes = 0;
    last.overgrown = true;
  }
}
