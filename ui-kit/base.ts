import { ContextConsumer, ContextProvider } from '@lit/context';
import { LitElement, type PropertyValues } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { RoomManager } from '../core/room-manager.ts';
import { createRoomContext, roomContext, type RoomContext } from './context.ts';
import { createLocaleStore, silence, translate, type Dictionary, type Locale, type MessageKey } from './localize.ts';
import type { MufRequest } from './requests.ts';
import { deepFocus } from './sheets/room-of.ts';
import { StoreController } from './store-controller.ts';

const english: Locale = createLocaleStore().$locale.get();

/**
 * The base of every element: state comes down from the room's stores, requests go up as one composed
 * `muf-request` event. The room is found through context, or given by the `manager` property.
 */
export abstract class MufElement extends LitElement {
  #room: RoomContext | undefined;
  #provider: ContextProvider<typeof roomContext, this> | undefined;
  readonly #bindings: ((room: RoomContext | undefined) => void)[] = [];
  readonly #locale = this.watch((room) => room.locale.$locale, english);

  constructor() {
    super();
    new ContextConsumer(this, { context: roomContext, callback: (room) => this.#enter(room), subscribe: true });
  }

  /** For use outside a room: gives this element, and those inside it, their manager directly. */
  set manager(manager: RoomManager | undefined) {
    const room = manager && createRoomContext(manager);
    if (room && this.#provider) this.#provider.setValue(room);
    else if (room) this.#provider = new ContextProvider(this, { context: roomContext, initialValue: room });
    this.#enter(room);
  }

  get manager(): RoomManager | undefined {
    return this.#room?.manager;
  }

  protected get room(): RoomContext | undefined {
    return this.#room;
  }

  /** Follows one store of the room; `.value` is `fallback` while there is none. Call it in a field initialiser. */
  protected watch<Value>(pick: (room: RoomContext) => ReadableAtom<Value>, fallback: Value): StoreController<Value> {
    const controller = new StoreController<Value>(this, fallback);
    this.#bindings.push((room) => controller.bind(room && pick(room)));
    return controller;
  }

  /** Whoever does without a mouse does not lose their place when what had the focus goes, hides or is disabled. */
  protected override update(changed: PropertyValues): void {
    // Nothing is seen, heard of or pressed that has no name yet; its place is kept.
    this.toggleAttribute('data-silent', this.#locale.value.dictionary === silence);
    const focused = this.hasUpdated && this.shadowRoot?.activeElement ? deepFocus() : null;
    super.update(changed);
    if (focused) void Promise.all([import('./focus.ts'), this.updateComplete]).then(([{ rescueFocus }]) => rescueFocus(this, focused), () => {});
  }

  /** The localised sentence of `key`. */
  protected t(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
    return translate(this.#locale.value, key, values);
  }

  /** For what is drawn once and kept: it changes with the language. */
  protected get words(): Dictionary {
    return this.#locale.value.dictionary;
  }

  protected get locale(): string {
    return this.#locale.value.lang;
  }

  /** Asks for something to happen; `<muf-live-room>` answers. */
  protected request(request: MufRequest): void {
    this.dispatchEvent(new CustomEvent('muf-request', { detail: request, bubbles: true, composed: true }));
  }

  #enter(room: RoomContext | undefined): void {
    this.#room = room;
    for (const bind of this.#bindings) bind(room);
    this.roomChanged(room);
  }

  /** Called when the element enters a room or leaves it. */
  protected roomChanged(_room: RoomContext | undefined): void {}
}
