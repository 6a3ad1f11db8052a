/** How near the end still counts as being there, in px. */
const slack = 24;

/**
 * Keeps a scrolled list where its reader wants it: at the end while they are there, and still at the same
 * line when lines come and go above. Call `before()` ahead of a change and `after()` behind it.
 */
export class ScrollKeeper {
  #atEnd = true;
  #anchor: { element: HTMLElement; top: number } | undefined;

  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** The reader scrolled. */
  scrolled(list: HTMLElement): void {
    this.#atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - slack;
  }

  before(list: HTMLElement | null): void {
    this.#anchor = undefined;
    if (!list || this.#atEnd) return;
    for (const element of list.children) {
      if (element instanceof HTMLElement && element.offsetTop + element.offsetHeight > list.scrollTop) {
        this.#anchor = { element, top: element.offsetTop };
        return;
      }
    }
  }

  after(list: HTMLElement): void {
    if (this.#atEnd) list.scrollTop = list.scrollHeight;
    else if (this.#anchor?.element.isConnected) list.scrollTop += this.#anchor.element.offsetTop - this.#anchor.top;
  }

  toEnd(list: HTMLElement): void {
    this.#atEnd = true;
    list.scrollTop = list.scrollHeight;
  }
}
