import type { SlotContent } from '../core/slot-port.ts';
import type { Filling } from './filling.ts';
import { placeNames, slotOf, type PlaceName, type SlotName } from './names.ts';

/** Whose content is seen in a place, the strongest first. */
export type Filler = 'child' | 'fill' | 'preset' | 'default';

/** One name with all that is known about it. */
export interface Place {
  readonly name: PlaceName;
  readonly slot: SlotName;
  /** What `fillSlot` gave; it waits here while there is no mount. */
  fill: SlotContent | undefined;
  /** The page's own element, which then is the mount. */
  registered: HTMLElement | undefined;
  mount: HTMLElement | null;
  filling: Filling | null;
  /** Its HTML waits for the sanitiser. */
  waiting: boolean;
  /** An error is told once for each content, not each time the content runs again. */
  failed: boolean;
  guard: RemountGuard;
}

export function createPlaces(): ReadonlyMap<PlaceName, Place> {
  return new Map(placeNames.map((name) => [name, {
    name, slot: slotOf(name), fill: undefined, registered: undefined, mount: null, filling: null, waiting: false, failed: false, guard: new RemountGuard(),
  }]));
}

/** A mount that lives longer than this, in milliseconds, was not removed by what fills it. */
const settledMs = 1000;
const remakes = { alone: 1, together: 8 } as const;

/**
 * Decides whether a mount that someone removed is made again. A page that replaces its children removes many things
 * at once and gets its mounts back, though not at any rate; a filler that removes its own mount gets it back once.
 */
export class RemountGuard {
  #made = 0;
  #remade = 0;
  #refusedUntil = -Infinity;

  mounted(now: number): void {
    this.#made = now;
  }

  /** `now` as for `refuses`, in milliseconds; `alone` means that nothing but this mount was removed. */
  lost(now: number, by: keyof typeof remakes): void {
    if (now - this.#made >= settledMs) this.#remade = 0;
    if (this.#remade++ >= remakes[by]) this.#refusedUntil = by === 'alone' ? Infinity : now + settledMs;
  }

  refuses(now: number): boolean {
    return now < this.#refusedUntil;
  }

  /** The place is asked for anew. */
  reset(): void {
    this.#remade = 0;
    this.#refusedUntil = -Infinity;
  }
}
