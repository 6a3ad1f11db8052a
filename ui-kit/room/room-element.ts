import type { PropertyDeclarations, PropertyValues } from 'lit';
import { systemClock } from '../../core/clock.ts';
import { MufLiveManager } from '../../core/manager.ts';
import type { RoomManager } from '../../core/room-manager.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import type { JoinAs } from '../phase.ts';
import type { PresetChoice } from '../preset/find-preset.ts';
import type { Worn } from '../preset/worn.ts';
import { requestOfClick } from './delegation.ts';
import { dress } from './dress.ts';
import { forwardEvents } from './events.ts';
import { checkAttributes, joinFactsOf, usable, type JoinFacts } from './join-facts.ts';
import { speak } from './language.ts';
import { notePointing } from './pointing.ts';
import { RequestHandler } from './requests.ts';
import { peekToken } from './token.ts';

/**
 * What the elements that hold a room have in common: the attributes that say which room and in what dress and
 * language, a manager of their own unless the page gives one, and the answer to every request from inside.
 */
export abstract class RoomElement extends MufElement {
  static override properties: PropertyDeclarations = {
    server: { reflect: true }, token: {}, roomId: { attribute: 'room-id', reflect: true }, host: { reflect: true }, joinAs: { attribute: 'join-as', reflect: true }, theme: { reflect: true },
    joinsStage: { attribute: 'joins-stage', type: Boolean, reflect: true },
    // An object has no attribute.
    preset: { reflect: true, converter: { toAttribute: (preset: unknown) => (typeof preset === 'string' ? preset : null) } },
  };

  declare server: string | null;
  declare token: string | null;
  declare roomId: string | null;
  declare host: string | null;
  declare joinAs: JoinAs | null;
  /** The room is another host's: nobody is asked what it is called. A token or `join-as="guest"` says so too. */
  declare joinsStage: boolean;
  declare theme: string | null;
  /** A preset by name, by the address of its JSON, or itself; else the one that the token names. */
  declare preset: PresetChoice | null;
  /** What the room has of its preset. */
  worn: Worn = {};

  protected readonly self = this.watch((room) => room.manager.stores.session.$self, null);

  protected readonly requests = new RequestHandler({
    room: () => this.room, facts: () => this.facts(), clock: systemClock,
    focusChat: () => this.focusChat(),
    toggleFullscreen: () => (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen()),
  });
  #own: MufLiveManager | undefined;
  #unwire: (() => void) | undefined;
  #preset: PresetChoice | undefined;

  constructor() {
    super();
    this.joinsStage = false;
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
      const server = usable('server', this.server);
      this.#own = new MufLiveManager(server ? { server } : {});
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

  /** Takes a preset on. Its attributes are set already. */
  wear(worn: Worn): void {
    this.worn = worn;
    if (this.#unwire && this.room) worn.enter?.(this.room);
    this.requestUpdate();
  }

  protected abstract focusChat(): void;

  protected facts(): JoinFacts {
    return joinFactsOf(this);
  }

  /** Ties the element to the room it has entered. The returned function unties it. */
  protected enter(room: RoomContext): () => void {
    const stop = forwardEvents(room.manager, this);
    void room.manager.prefetchMedia?.().catch(() => {});
    this.worn.enter?.(room);
    const hush = speak(this, room.locale);
    const unnote = notePointing(this);
    return () => {
      unnote();
      hush();
      stop();
    };
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

  /** The first picture of a room waits for its preset; later ones are put on as they come. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const preset = this.preset ?? peekToken(this.token ?? '').preset ?? this.self.value?.preset;
    if (preset !== this.#preset) {
      this.#preset = preset;
      const dressed = import('../preset/wear.ts').then(({ wear }) => wear(this, preset)).catch(console.warn);
      if (!this.hasUpdated) return dressed.then(() => super.scheduleUpdate());
    }
    return super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // While a session runs, its server stays.
    if (changed.has('server') && this.#own) this.#own.server = usable('server', this.server);
    if (changed.has('theme') && this.shadowRoot) dress(this.shadowRoot, this.theme ?? 'dark');
    checkAttributes(changed, this);
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
}
