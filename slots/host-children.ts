import { isSlotAlias, slotAliases } from './names.ts';

/** Marks a mount, with its name; a page can select by it. */
export const mountMark = 'data-muf-slot';

/** Follows the light-DOM children of a room: which slots the page fills itself, and what becomes of the mounts. */
export class HostChildren {
  readonly #host: HTMLElement;
  readonly #warnAlias: (alias: string) => void;
  readonly #observers: readonly MutationObserver[];
  readonly #drain: () => void;
  readonly #mounts = new WeakSet<Node>();
  readonly #aliases = new WeakMap<Element, string>();

  /** `changed` hears of children that came, went or moved to another slot; `replaced` when the page took out more than a mount. */
  constructor(host: HTMLElement, hooks: { changed: (replaced: boolean) => void; warnAlias: (alias: string) => void }) {
    this.#host = host;
    this.#warnAlias = hooks.warnAlias;
    const take = (records: readonly MutationRecord[]): void => {
      if (records.length > 0) hooks.changed(records.some(({ removedNodes }) => [...removedNodes].some((node) => node instanceof Element && !this.#mounts.has(node))));
    };
    const list = new MutationObserver(take);
    list.observe(host, { childList: true });
    const names = new MutationObserver(take);
    names.observe(host, { subtree: true, attributes: true, attributeFilter: ['slot'] });
    this.#observers = [list, names];
    this.#drain = () => take(this.#observers.flatMap((observer) => observer.takeRecords()));
  }

  /** Handles at once what would be heard of in a moment. */
  drain(): void {
    this.#drain();
  }

  /** The names for which the page has children of its own. */
  owned(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const child of [...this.#host.children]) {
      if (this.#mounts.has(child)) continue;
      // A page that put back a copy of its markup put back copies of mounts as well.
      if (child.hasAttribute(mountMark)) child.remove();
      else if (child.slot) names.add(this.#nameOf(child));
    }
    return names;
  }

  /** The page's own children of a name. */
  childrenOf(name: string): readonly Element[] {
    return [...this.#host.children].filter((child) => !this.#mounts.has(child) && child.slot !== '' && this.#nameOf(child) === name);
  }

  /** A new mount, placed before the first of `later` that is in the host. */
  addMount(name: string, slot: string, later: readonly (HTMLElement | null)[]): HTMLElement {
    const mount = document.createElement('div');
    mount.slot = slot;
    mount.setAttribute(mountMark, name);
    this.#mounts.add(mount);
    this.#host.insertBefore(mount, later.find((other) => other?.parentNode === this.#host) ?? null);
    return mount;
  }

  has(mount: HTMLElement): boolean {
    return mount.parentNode === this.#host;
  }

  isMount(element: HTMLElement): boolean {
    return this.#mounts.has(element);
  }

  close(): void {
    for (const observer of this.#observers) observer.disconnect();
  }

  /** A deprecated name has no `<slot>` of its own: its child is shown in the slot it stands for. */
  #nameOf(child: Element): string {
    if (isSlotAlias(child.slot)) {
      this.#warnAlias(child.slot);
      this.#aliases.set(child, child.slot);
      child.slot = slotAliases[child.slot].slot;
    }
    const alias = this.#aliases.get(child);
    return alias && isSlotAlias(alias) && slotAliases[alias].slot === child.slot ? alias : child.slot;
  }
}
