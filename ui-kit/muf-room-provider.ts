import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { systemClock } from '../core/clock.ts';
import { MufLiveManager } from '../core/manager.ts';
import type { RoomManager } from '../core/room-manager.ts';
import { MufElement } from './base.ts';
import { define } from './define.ts';
import './feedback/muf-toasts.ts';
import { shared } from './layout/shared.css.ts';
import type { JoinAs } from './phase.ts';
import { requestOfClick } from './room/delegation.ts';
import { dress } from './room/dress.ts';
import { forwardEvents } from './room/events.ts';
import { joinFactsOf } from './room/join-facts.ts';
import { localeOf } from './room/language.ts';
import { RequestHandler } from './room/requests.ts';
import { sheetsView } from './room/sheets-view.ts';

/**
 * A room without a layout: the elements inside it, wherever the page puts them, show one room, act on it and wear its
 * theme. For pages that arrange the pieces themselves; `<muf-live-room>` arranges them for you.
 *
 * @element muf-room-provider
 * @attr {string} server - The server's address; the page's own origin by default.
 * @attr {string} token - The room token. Never reflected.
 * @attr {string} room-id - Which room.
 * @attr {string} host - Whose audience to join: a broadcaster's peer id.
 * @attr {'host' | 'viewer' | 'guest'} join-as - What to be here; the token's role, or viewer, by default.
 * @attr {'dark' | 'light' | 'auto' | string} theme - Dark by default.
 * @slot - The room's elements, and anything else.
 * @csspart toasts - Short notices, over everything inside.
 */
export class MufRoomProvider extends MufElement {
  static override properties = { server: { reflect: true }, token: {}, roomId: { attribute: 'room-id', reflect: true }, host: { reflect: true }, joinAs: { attribute: 'join-as', reflect: true }, theme: { reflect: true } };
  static override styles = [shared, css`
    :host { display: block; position: relative; color: var(--muf-color-on-surface); font: var(--muf-weight) var(--muf-text-md) / 1.4 var(--muf-font); }
    .toasts { position: absolute; z-index: 8; inset-inline: var(--muf-space-3); inset-block-start: var(--muf-space-3); }
  `];

  declare server: string | null;
  declare token: string | null;
  declare roomId: string | null;
  declare host: string | null;
  declare joinAs: JoinAs | null;
  declare theme: string | null;

  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  readonly #requests = new RequestHandler({
    room: () => this.room, facts: () => joinFactsOf(this), clock: systemClock,
    focusChat: () => this.querySelector<HTMLElement>('muf-chat, muf-chat-input')?.focus(),
    toggleFullscreen: () => (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen()),
  });
  #own: MufLiveManager | undefined;
  #unwire: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('muf-request', (event) => {
      event.stopPropagation();
      this.#requests.handle(event.detail);
    });
    this.addEventListener('click', (event) => {
      const request = requestOfClick(event, this);
      if (request) this.#requests.handle(request);
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

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) dress(root, this.theme ?? 'dark');
    return root;
  }

  protected override roomChanged(): void {
    this.#unwire?.();
    this.#unwire = undefined;
    if (this.isConnected) this.#wire();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // While a session runs, its server stays.
    if (changed.has('server') && this.#own) this.#own.server = this.server || undefined;
    if (changed.has('theme') && this.shadowRoot) dress(this.shadowRoot, this.theme ?? 'dark');
  }

  override render(): TemplateResult {
    return html`<slot></slot>${sheetsView(this.#sheet.value, (key) => this.t(key))}<muf-toasts part="toasts" class="toasts"></muf-toasts>`;
  }

  #wire(): void {
    const { room } = this;
    if (!room || this.#unwire) return;
    room.locale.$locale.set(localeOf(this.getAttribute('lang')));
    const stop = forwardEvents(room.manager, this);
    void room.manager.prefetchMedia?.().catch(() => {});
    this.#unwire = stop;
  }

  #leave(): void {
    this.#requests.close();
    this.#unwire?.();
    this.#unwire = undefined;
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

define('muf-room-provider', MufRoomProvider);
declare global { interface HTMLElementTagNameMap { 'muf-room-provider': MufRoomProvider } }
