/** What of a preset's look is an attribute of the room. */
export const lookAttributes = ['theme', 'layout', 'density', 'lang'] as const;
export type LookAttributes = Readonly<Partial<Record<(typeof lookAttributes)[number], string>>>;

/** Sets attributes where the page has said nothing itself, and again when it no longer does. */
export class AttributeKeeper {
  readonly #host: HTMLElement;
  readonly #observer: MutationObserver;
  #wanted: LookAttributes = {};
  /** Those set here, by name: any other value is the page's. */
  readonly #own = new Map<string, string>();

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#observer = new MutationObserver((records) => this.#changed(records));
    this.#observer.observe(host, { attributeFilter: [...lookAttributes] });
  }

  /** Says what is wanted from now on. */
  keep(wanted: LookAttributes): void {
    this.#changed(this.#observer.takeRecords());
    this.#wanted = wanted;
    this.#apply();
  }

  #changed(records: readonly MutationRecord[]): void {
    if (records.length === 0) return;
    for (const { attributeName } of records) this.#own.delete(attributeName ?? '');
    this.#apply();
  }

  #apply(): void {
    for (const name of lookAttributes) {
      const before = this.#host.getAttribute(name);
      if (before !== null && before !== this.#own.get(name)) continue;
      const wanted = this.#wanted[name];
      if (wanted === undefined) {
        this.#own.delete(name);
        if (before !== null) this.#host.removeAttribute(name);
      } else {
        this.#own.set(name, wanted);
        if (before !== wanted) this.#host.setAttribute(name, wanted);
      }
    }
    // Their own changes are not the page's.
    this.#observer.takeRecords();
  }
}
