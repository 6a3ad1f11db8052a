import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableAtom } from 'nanostores';

/** Redraws its host whenever the store it is bound to changes. Bind again to follow another store. */
export class StoreController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #fallback: Value;
  #store: ReadableAtom<Value> | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, fallback: Value) {
    this.#host = host;
    this.#fallback = fallback;
    host.addController(this);
  }

  /** The store's value, or the fallback while there is no room. */
  get value(): Value {
    return this.#store ? this.#store.get() : this.#fallback;
  }

  bind(store: ReadableAtom<Value> | undefined): void {
    if (store === this.#store) return;
    this.#store = store;
    if (this.#connected) this.#listen();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#listen();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop?.();
    this.#stop = undefined;
  }

  #listen(): void {
    this.#stop?.();
    this.#stop = this.#store?.listen(() => this.#host.requestUpdate());
  }
}
