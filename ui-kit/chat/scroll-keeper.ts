/** How near the end still counts as being there, in px. */
const slack = 24;

const isNearEnd = (list: HTMLElement): boolean => list.scrollTop + list.clientHeight >= list.scrollHeight - slack;

/**
 * Keeps a scrolled list where its reader wants it: at the end while they are there, and still at the same
 * line when lines come and go above. The lines are the list's grandchildren. Call `before()` ahead of a change and `after()` behind it.
 */
export class ScrollKeeper {
  #atEnd = true;
  #top = 0;
  #anchor: { element: HTMLElement; top: number } | undefined;

  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** A scroll event. Only going up leaves the end: the list may have grown since the event was caused. */
  scrolled(list: HTMLElement): void {
    this.#atEnd = isNearEnd(list) || (this.#atEnd && list.scrollTop >= this.#top);
    this.#top = list.scrollTop;
  }

  before(list: HTMLElement | null): void {
    this.#anchor = undefined;
    if (!list || this.#atEnd) return;
    for (const element of list.firstElementChild?.children ?? []) {
      if (element instanceof HTMLElement && element.offsetTop + element.offsetHeight > list.scrollTop) {
        this.#anchor = { element, top: element.offsetTop };
        return;
      }
    }
  }

  after(list: HTMLElement): void {
    // Moved up since: the event that says so is on its way.
    if (list.scrollTop < this.#top - 1 && !isNearEnd(list)) this.#atEnd = false;
    if (this.#atEnd) this.toEnd(list);
    else if (this.#anchor?.element.isConnected) this.#keepAt(list, this.#anchor.element, this.#anchor.top);
  }

  /** Once for each change, however often it is asked. */
  #keepAt(list: HTMLElement, element: HTMLElement, before: number): void {
    const top = element.offsetTop;
    this.#anchor = { element, top };
    list.scrollTop += top - before;
  }

  toEnd(list: HTMLElement): void {
    this.#atEnd = true;
    list.scrollTop = list.scrollHeight;
    this.#top = list.scrollTop;
  }
}
