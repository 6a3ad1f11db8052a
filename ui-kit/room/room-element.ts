import type { PropertyDeclarations, PropertyValues } from 'lit';
import { systemClock } from '../../core/clock.ts';
import { MufLiveManager } from '../../core/manager.ts';
import type { RoomManager } from '../../core/room-manager.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import type { JoinAs } from '../phase.ts';
import { requestOfClick } from './delegation.ts';
import { dress } from './dress.ts';
import { forwardEvents } from './events.ts';
import { checkJoinAs, joinFactsOf, type JoinFacts } from './join-facts.ts';
import { localeOf } from './language.ts';
import { RequestHandler } from './requests.ts';

/**
 * What the elements that hold a room have in common: the attributes that say which room and in what dress and
 * language, a manager of their own unless the page gives one, and the answer to every request from inside.
 */
export abstract class RoomElement extends MufElement {
  static override properties: PropertyDeclarations = {
    server: { reflect: true }, token: {}, roomId: { attribute: 'room-id', reflect: true }, host: { reflect: true }, joinAs: { attribute: 'join-as', reflect: true }, theme: { reflect: true },
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  declare server: string | null;
  declare token: string | null;
  declare roomId: string | null;
  declare host: string | null;
  declare joinAs: JoinAs | null;
  declare theme: string | null;

  protected readonly requests = new RequestHandler({
    room: () => this.room, facts: () => this.facts(), clock: systemClock,
    focusChat: () => this.focusChat(),
    toggleFullscreen: () => (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen()),
  });
  #own: MufLiveManager | undefined;
  #unwire: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('muf-request', (event) => {
      event.stopPropagation();
      this.requests.handle(event.detail);
    });
    this.addEventListener('click', (event) => {
      const request = requestOfClick(event, this);
      if (request) this.requests.handle(request);
    });
  }

  /** The manager of this room; made on first use, unless the page gave one. The page's own is never closed here. */
  override get manager(): MufLiveManager {
    if (!super.manager) {
      this.#own = new MufLiveManager(this.server ? { server: this.server } : {});
      super.manager = this.#own;
    }
    return super.manager as MufLiveManager;
  }

  override set manager(manager: RoomManager | undefined) {
    if (manager !== this.#own) this.#closeOwn();
    super.manager = manager;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.manager;
    this.#wire();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving an element disconnects it for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (name === 'lang') this.#speak();
  }

  protected abstract focusChat(): void;

  protected facts(): JoinFacts {
    return joinFactsOf(this);
  }

  /** Ties the element to the room it has entered. The returned function unties it. */
  protected enter(room: RoomContext): () => void {
    const stop = forwardEvents(room.manager, this);
    void room.manager.prefetchMedia?.().catch(() => {});
    this.#speak();
    return stop;
  }

  /** Off the page, and not moved within it. */
  protected left(): void {
    this.requests.close();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) dress(root, this.theme ?? 'dark');
    return root;
  }

  protected override roomChanged(): void {
    this.#untie();
    this.#wire();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // While a session runs, its server stays.
    if (changed.has('server') && this.#own) this.#own.server = this.server || undefined;
    if (changed.has('theme') && this.shadowRoot) dress(this.shadowRoot, this.theme ?? 'dark');
    if (changed.has('joinAs')) checkJoinAs(this.joinAs);
  }

  #wire(): void {
    if (this.room && this.isConnected && !this.#unwire) this.#unwire = this.enter(this.room);
  }

  #untie(): void {
    this.#unwire?.();
    this.#unwire = undefined;
  }

  #leave(): void {
    this.left();
    this.#untie();
    if (!this.#own) return;
    this.#closeOwn();
    super.manager = undefined;
  }

  #closeOwn(): void {
    const own = this.#own;
    this.#own = undefined;
    own?.close().catch(() => {});
  }

  #speak(): void {
    this.room?.locale.$locale.set(localeOf(this.getAttribute('lang')));
  }
}
