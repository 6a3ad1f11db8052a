import type { SlotContent, SlotContext } from '../core/slot-port.ts';
import { platformSanitiser, purifierSanitiser, type Sanitise } from './content.ts';
import { isSlotAlias } from './names.ts';
import type { Filler, Place } from './place.ts';
import type { SlotContents, SlotRegistryOptions } from './registry-port.ts';

export const noPreset: SlotContents = {};

interface Hooks {
  failed(place: Place, cause: unknown): void;
  /** HTML that waited can be shown now. */
  ready(): void;
}

/** Chooses what a place shows and shows it: `fillSlot`, then the preset, then the default. */
export class Presenter {
  readonly #defaults: SlotContents;
  readonly #hooks: Hooks;
  #preset = noPreset;
  #sanitise: Sanitise | undefined;
  #sanitiserFault: { readonly cause: unknown } | undefined;

  constructor(options: Pick<SlotRegistryOptions, 'defaults' | 'sanitise'>, hooks: Hooks) {
    this.#defaults = options.defaults ?? {};
    this.#hooks = hooks;
    const sanitise = options.sanitise ?? platformSanitiser() ?? purifierSanitiser();
    if (sanitise instanceof Promise) void this.#await(sanitise);
    else this.#sanitise = sanitise;
  }

  /** Says whether it is another preset than before. */
  usePreset(preset: SlotContents): boolean {
    const changed = preset !== this.#preset;
    this.#preset = preset;
    return changed;
  }

  /** The strongest content of a place. Its own children are not content: they stand in for the mount. */
  contentOf({ name, fill }: Place): readonly [Filler, SlotContent] | readonly [null, null] {
    if (fill !== undefined) return ['fill', fill];
    if (isSlotAlias(name)) return [null, null];
    const preset = this.#preset[name];
    if (preset !== undefined) return ['preset', preset];
    const standard = this.#defaults[name];
    return standard === undefined ? [null, null] : ['default', standard];
  }

  /** Brings what a mounted place shows up to date. An error leaves it empty. */
  show(place: Place, ctx: SlotContext): void {
    const { filling } = place;
    const [, content] = this.contentOf(place);
    place.waiting = false;
    try {
      if (content === null) filling?.clear();
      else place.waiting = filling?.show(content, ctx, this.#sanitise) === false;
      if (place.waiting && this.#sanitiserFault) throw this.#sanitiserFault.cause;
    } catch (cause) {
      filling?.clear();
      if (!place.failed) this.#hooks.failed(place, cause);
      place.failed = true;
    }
  }

  async #await(sanitise: Promise<Sanitise>): Promise<void> {
    try {
      this.#sanitise = await sanitise;
    } catch (cause) {
      this.#sanitiserFault = { cause };
    }
    this.#hooks.ready();
  }
}
