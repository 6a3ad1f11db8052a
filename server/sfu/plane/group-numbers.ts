/** Publishers that come back begin above what they had: no stream makes as many groups in a second. */
const perSecond = 20;

const kept = 16;

/**
 * Numbers for the groups of all layers of one picture: what begins at the same keyframe has the same number, so that a
 * player changes layers between one group and the next.
 */
export class GroupNumbers {
  /** Of the newest groups: when they begin, and their numbers. */
  #begun: { readonly time: number; readonly group: number }[] = [];
  #next: number;

  /** `now` in ms since the epoch. */
  constructor(now: number) {
    this.#next = Math.floor((now / 1000) * perSecond);
  }

  /** The number of the group whose keyframe has this media time. */
  at(time: number): number {
    const known = this.#begun.find((begun) => begun.time === time);
    if (known) return known.group;
    const group = this.#next++;
    this.#begun = [...this.#begun.slice(1 - kept), { time, group }];
    return group;
  }
}
