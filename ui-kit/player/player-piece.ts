import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { english, translate, type Locale, type MessageKey } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import type { PlayerView } from './player-view.ts';

/** A piece of a player: it follows the stores of the view it is given. */
export abstract class PlayerPiece extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false } };

  declare view: PlayerView | undefined;
  readonly #bindings: ((view: PlayerView | undefined) => void)[] = [];
  readonly #locale = this.watch<Locale>((view) => view.$locale, { lang: 'en', dictionary: english });

  constructor() {
    super();
    this.view = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('view')) for (const bind of this.#bindings) bind(this.view);
  }

  /** Follows one store; `.value` is `fallback` while there is none. Call it in a field initialiser. */
  protected watch<Value>(pick: (view: PlayerView) => ReadableAtom<Value>, fallback: Value): StoreController<Value> {
    const controller = new StoreController<Value>(this, fallback);
    this.#bindings.push((view) => controller.bind(view && pick(view)));
    return controller;
  }

  protected t(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
    return translate(this.#locale.value, key, values);
  }

  protected get locale(): string {
    return this.#locale.value.lang;
  }
}
