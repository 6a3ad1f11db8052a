import type { SlotContent, SlotContext } from '../core/slot-port.ts';
import { emptyContext, freezeContext, sameContext } from './context.ts';
import { Filling, settle } from './filling.ts';
import { HostChildren } from './host-children.ts';
import { isSlotAlias, isSlotName, slotAliases, type PlaceName, type SlotName } from './names.ts';
import { nearestName } from './nearest-name.ts';
import { createPlaces, type Place } from './place.ts';
import { noPreset, Presenter } from './presenter.ts';
import type { PlaceState, SlotRegistry, SlotRegistryOptions, SlotUpdate } from './registry-port.ts';

/** Implements the slots of one room (or of one page that stands on the core alone). */
export function createSlotRegistry(options: SlotRegistryOptions): SlotRegistry {
  return new Registry(options);
}

class Registry implements SlotRegistry {
  readonly #options: SlotRegistryOptions;
  readonly #now: () => number;
  readonly #presenter: Presenter;
  readonly #places = createPlaces();
  readonly #children: HostChildren | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #warned = new Set<string>();
  #shown: ReadonlySet<SlotName> = new Set();
  #hidden: ReadonlySet<SlotName> = new Set();
  #owned: ReadonlySet<string> = new Set();
  #ctx = emptyContext;
  #closed = false;

  constructor(options: SlotRegistryOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    if (options.host) this.#children = new HostChildren(options.host, { changed: (replaced) => this.#childrenChanged(replaced), warnAlias: (alias) => this.#warnAlias(alias) });
    this.#presenter = new Presenter(options, {
      failed: (place, cause) => this.#failed(place, cause),
      ready: () => this.#sanitiserReady(),
    });
  }

  update({ shown, ctx, hidden = new Set(), preset = noPreset }: SlotUpdate): void {
    if (this.#closed) return;
    this.#children?.drain();
    for (const place of this.#places.values()) if (shown.has(place.slot) && !this.#shown.has(place.slot)) place.guard.reset();
    const said = !sameContext(ctx, this.#ctx);
    if (said) this.#ctx = freezeContext(ctx);
    const before = new Map([...this.#places.values()].map((place) => [place, place.mount]));
    [this.#shown, this.#hidden] = [shown, hidden];
    const presetChanged = this.#presenter.usePreset(preset);
    this.#syncAll();
    if (!said && !presetChanged) return;
    for (const [place, mount] of before) if (mount && mount === place.mount) this.#contextChanged(place, said);
  }

  fill(name: string, content: SlotContent): boolean {
    const place = this.#find(name);
    if (!place) return false;
    return this.#refill(place, settle(content));
  }

  clear(name: string): void {
    const place = this.#find(name);
    if (place) this.#refill(place, undefined);
  }

  mountOf(name: string): HTMLElement | null {
    return this.#find(name)?.mount ?? null;
  }

  register(name: string, element: HTMLElement): void {
    const place = this.#find(name);
    if (!place) return;
    place.registered = element;
    this.#refresh(place);
  }

  autoRegister(root: ParentNode = document): void {
    for (const element of root.querySelectorAll<HTMLElement>('[data-slot]')) {
      const name = element.dataset['slot'] ?? '';
      // Other libraries use the same attribute, with names that have no region.
      if (name.includes('.')) this.register(name, element);
    }
  }

  *mounts(): Generator<readonly [PlaceName, HTMLElement, SlotContext]> {
    this.#children?.drain();
    for (const { name, mount } of this.#places.values()) if (mount) yield [name, mount, this.#ctx];
  }

  places(): readonly PlaceState[] {
    return [...this.#places.values()].map((place) => {
      const own = place.mount ? [] : this.#children?.childrenOf(place.name) ?? [];
      const filler = own.length > 0 ? 'child' : this.#presenter.contentOf(place)[0];
      return { name: place.name, mounted: place.mount !== null, filler, elements: place.mount ? [place.mount] : own };
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#children?.close();
    for (const place of this.#places.values()) this.#unmount(place);
    this.#listeners.clear();
  }

  #find(name: string): Place | undefined {
    if (this.#closed) return undefined;
    if (isSlotAlias(name)) this.#warnAlias(name);
    else if (!isSlotName(name)) {
      console.warn(`muf-live: there is no slot "${name}". Did you mean "${nearestName(name)}"?`);
      return undefined;
    }
    this.#children?.drain();
    return this.#places.get(name);
  }

  #warnAlias(alias: string): void {
    if (this.#warned.has(alias) || !isSlotAlias(alias)) return;
    this.#warned.add(alias);
    console.warn(`muf-live: the slot "${alias}" is deprecated. Use "${slotAliases[alias].slot}".`);
  }

  #childrenChanged(replaced: boolean): void {
    const lost = [...this.#places.values()].filter(({ mount }) => mount && this.#isLost(mount));
    for (const { guard } of lost) guard.lost(this.#now(), replaced || lost.length > 1 ? 'together' : 'alone');
    this.#syncAll();
  }

  #isLost(mount: HTMLElement): boolean {
    return this.#children !== undefined && this.#children.isMount(mount) && !this.#children.has(mount);
  }

  #syncAll(): void {
    this.#owned = this.#children?.owned() ?? new Set();
    // All that goes goes before anything comes: an element may move from one place to another.
    for (const place of this.#places.values()) if (place.mount && !this.#keeps(place)) this.#unmount(place);
    for (const place of this.#places.values()) this.#mountIfWanted(place);
    this.#changed();
  }

  #refill(place: Place, content: SlotContent | undefined): boolean {
    place.fill = content;
    place.failed = false;
    place.filling?.forget();
    place.guard.reset();
    return this.#refresh(place);
  }

  /** Brings one place up to date; says whether its content is to be seen now. */
  #refresh(place: Place): boolean {
    if (place.mount && !this.#keeps(place)) this.#unmount(place);
    const made = this.#mountIfWanted(place);
    if (place.mount && !made) this.#presenter.show(place, this.#ctx);
    this.#changed();
    return place.mount !== null && !place.waiting;
  }

  #keeps({ mount, registered, ...place }: Place): boolean {
    if (!mount || this.#hidden.has(place.slot)) return false;
    if (registered) return mount === registered;
    return this.#wantsMount(place) && !this.#isLost(mount);
  }

  #wantsMount({ name, slot }: Pick<Place, 'name' | 'slot'>): boolean {
    return this.#children !== undefined && this.#shown.has(slot) && !this.#hidden.has(slot) && !this.#owned.has(name);
  }

  #mountIfWanted(place: Place): boolean {
    if (this.#closed || place.mount || this.#hidden.has(place.slot)) return false;
    if (place.registered) return this.#mount(place, place.registered);
    if (place.guard.refuses(this.#now()) || !this.#children || !this.#wantsMount(place)) return false;
    const all = [...this.#places.values()];
    const later = all.slice(all.indexOf(place) + 1).map(({ mount }) => mount);
    return this.#mount(place, this.#children.addMount(place.name, place.slot, later));
  }

  #mount(place: Place, mount: HTMLElement): true {
    place.mount = mount;
    place.filling = new Filling(mount);
    place.guard.mounted(this.#now());
    this.#presenter.show(place, this.#ctx);
    this.#options.emit('SLOT_RENDER', { name: place.name, mount, ctx: this.#ctx });
    return true;
  }

  #unmount(place: Place): void {
    const { mount, filling } = place;
    if (!mount) return;
    place.mount = place.filling = null;
    filling?.clear();
    if (this.#children?.isMount(mount)) mount.remove();
    this.#options.emit('SLOT_UNMOUNT', { name: place.name });
  }

  #contextChanged(place: Place, said: boolean): void {
    this.#presenter.show(place, this.#ctx);
    if (said) this.#options.emit('SLOT_CONTEXT', { name: place.name, ctx: this.#ctx });
  }

  #failed(place: Place, cause: unknown): void {
    this.#options.onError?.(place.name, cause);
    this.#options.emit('ERROR', { code: 'slot-failed', message: `The content of the slot "${place.name}" could not be shown.`, cause, retryable: false, slot: place.name });
  }

  #sanitiserReady(): void {
    if (this.#closed) return;
    for (const place of this.#places.values()) if (place.waiting && place.mount) this.#presenter.show(place, this.#ctx);
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
