import { html, type PropertyValues, type TemplateResult } from 'lit';
import { computed } from 'nanostores';
import { systemClock } from '../core/clock.ts';
import { MufLiveManager } from '../core/manager.ts';
import type { RoomManager } from '../core/room-manager.ts';
import type { SlotContent } from '../core/slot-port.ts';
import { MufElement } from './base.ts';
import type { RoomContext } from './context.ts';
import { define } from './define.ts';
import { roomStyles } from './layout/room.css.ts';
import { shared } from './layout/shared.css.ts';
import { phaseOf, type JoinAs, type Phase } from './phase.ts';
import type { MufRequest } from './requests.ts';
import { requestOfClick } from './room/delegation.ts';
import { dress } from './room/dress.ts';
import { forwardEvents } from './room/events.ts';
import { localeOf } from './room/language.ts';
import { checkJoinAs, joinFactsOf, type JoinFacts } from './room/join-facts.ts';
import { phaseView } from './room/phase-view.ts';
import { RequestHandler } from './room/requests.ts';
import { sheetsView } from './room/sheets-view.ts';
import { shapeOf, SizeController, type Shape } from './room/size.ts';
import { RoomSlots, shownSlots } from './room/slots.ts';

/**
 * A live room: one tag, from set-up to end screen. Every event of the SDK is dispatched as `muf:` and its name in
 * lower case. Taken off the page, it leaves; moved within it, it does not.
 *
 * @element muf-live-room
 * @attr {string} server - The server's address; the page's own origin by default.
 * @attr {string} token - The room token. A viewer with one joins by itself. Never reflected.
 * @attr {string} room-id - Which room.
 * @attr {string} host - Whose audience to join: a broadcaster's peer id.
 * @attr {'host' | 'viewer' | 'guest'} join-as - What to be here; the token's role, or viewer, by default.
 * @attr {'live' | '1v1'} room-type - What a room that is made here is to be; `1v1` is a call between two.
 * @attr {'sfu' | 'mesh'} mode - `mesh` lets its media go from page to page while few are there.
 * @attr {'dark' | 'light' | 'auto' | string} theme - Dark by default.
 * @attr {'compact' | 'wide'} layout - Forces a layout; the room's own width decides by default.
 * @attr {boolean} slot-inspector - Outlines the slots with their names, for development.
 * @slot header.actionPill - Right of the host pill.
 * @slot header.promoChips - Row under the header.
 * @slot header.topRightActions - Top right, left of viewer count and close.
 * @slot viewport.sideCards - Floating column over the video.
 * @slot viewport.floatingFx - Overlay over the video that ignores the pointer.
 * @slot viewport.bannerTop - Under the header.
 * @slot viewport.bannerBottom - Above the message box.
 * @slot actionBar.bottomLeft - Left of the message box.
 * @slot actionBar.bottomRight - Right of it.
 * @slot sheet.interact - The "Interact" sheet.
 * @slot sheet.effects - The "Effects" sheet.
 * @slot sheet.moreSettings - More settings.
 * @slot sheet.guests - The "Go LIVE with guests" sheet.
 * @slot sheet.setup - The pre-live panel.
 * @slot endScreen.statsCards - Figures after the stream.
 * @slot endScreen.recommendations - What to watch next.
 * @slot endScreen.cta - The last row of buttons.
 * @csspart room - The whole room.
 * @csspart viewport - The picture with all that floats on it.
 * @csspart stage - The stage. Its `tile`, `video`, `avatar`, `tile-name`, `mic`, `signal`, `ring` and `veil` are parts too.
 * @csspart header - The header. Its `pill`, `host-name`, `live`, `duration`, `count`, `network-badge` and `close` are parts too.
 * @csspart side - Chat and people.
 * @csspart chat - The chat.
 * @csspart controls - The buttons.
 */
export class MufLiveRoom extends MufElement {
  static override properties = {
    server: { reflect: true }, token: {}, roomId: { attribute: 'room-id', reflect: true }, host: { reflect: true }, joinAs: { attribute: 'join-as', reflect: true },
    roomType: { attribute: 'room-type', reflect: true }, mode: { reflect: true }, theme: { reflect: true }, layout: { reflect: true }, slotInspector: { type: Boolean, attribute: 'slot-inspector', reflect: true }, slots: { attribute: false },
  };
  static override styles = [shared, roomStyles];

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  declare server: string | null;
  declare token: string | null;
  declare roomId: string | null;
  declare host: string | null;
  declare joinAs: JoinAs | null;
  declare roomType: 'live' | '1v1' | null;
  declare mode: 'sfu' | 'mesh' | null;
  declare theme: string | null;
  declare layout: string | null;
  declare slotInspector: boolean;
  /** Slot name → content: `fillSlot` for each, again on every change. */
  declare slots: Readonly<Record<string, SlotContent>> | undefined;

  readonly #state = this.watch((room) => room.manager.stores.session.$state, 'IDLE');
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #roomInfo = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #summary = this.watch((room) => room.manager.stores.session.$summary, null);
  readonly #error = this.watch((room) => room.manager.stores.session.$error, null);
  readonly #leftBehind = this.watch((room) => room.view.$leftBehind, null);
  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  readonly #crowded = this.watch((room) => computed(room.manager.stores.stage.$tiles, (tiles) => tiles.length > 2), false);
  readonly #size = new SizeController(this);
  readonly #roomSlots = new RoomSlots(this);
  readonly #requests = new RequestHandler({
    room: () => this.room, facts: () => this.#facts(), clock: systemClock,
    focusChat: () => this.renderRoot.querySelector('muf-chat')?.focus(),
    toggleFullscreen: () => (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen()),
  });
  #own: MufLiveManager | undefined;
  #unwire: (() => void) | undefined;
  #joinedWith: string | null = null;
  #stopInspector: (() => void) | undefined;

  constructor() {
    super();
    this.slotInspector = false;
    this.addEventListener('muf-request', (event) => this.#answer(event));
    this.addEventListener('click', (event) => this.#delegate(event));
  }

  /** The manager of this room; made on first use, unless the page gave one. The page's own is never closed here. */
  override get manager(): MufLiveManager {
    if (!super.manager) this.#makeManager();
    return super.manager as MufLiveManager;
  }

  override set manager(manager: RoomManager | undefined) {
    if (manager !== this.#own) this.#closeOwn();
    super.manager = manager;
  }

  /** Fills a slot; `true` when it can be seen now, `false` while it waits for its region or when there is no such slot. */
  fillSlot(name: string, content: SlotContent): boolean {
    return this.#roomSlots.registry.fill(name, content);
  }

  clearSlot(name: string): void {
    this.#roomSlots.registry.clear(name);
  }

  /** The element that a slot's content stands in; `null` while its region is not displayed. */
  getSlotMount(name: string): HTMLElement | null {
    return this.#roomSlots.registry.mountOf(name);
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

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) dress(root, this.theme ?? 'dark');
    return root;
  }

  protected override roomChanged(): void {
    if (!this.isConnected) return;
    this.#unwire?.();
    this.#unwire = undefined;
    this.#wire();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // While a session runs, its server stays.
    if (changed.has('server') && this.#own) this.#own.server = this.server || undefined;
    if (changed.has('theme') && this.shadowRoot) dress(this.shadowRoot, this.theme ?? 'dark');
    if (changed.has('slots')) for (const [name, content] of Object.entries(this.slots ?? {})) this.fillSlot(name, content);
    if (changed.has('joinAs')) checkJoinAs(this.joinAs);
    this.room?.view.$layout.set(this.#shape().layout);
  }

  override render(): TemplateResult {
    const shape = this.#shape();
    const phase = this.#phase();
    return html`<div part="room" class="room" data-phase=${phase} data-layout=${shape.layout} ?data-short=${shape.short} ?data-crowded=${this.#crowded.value}>
      ${phaseView(phase, shape, this.#error.value?.code ?? 'internal', this.#self.value?.role === 'host')}
      ${sheetsView(this.#sheet.value, (key) => this.t(key))}
      <muf-toasts class="toasts" exportparts="toast, dismiss: toast-dismiss"></muf-toasts>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#roomSlots.show(shownSlots(this.#phase(), this.#sheet.value));
    if (changed.has('slotInspector')) void this.#inspect();
    if (this.isConnected && this.#joinsByItself()) {
      this.#joinedWith = this.token;
      this.#requests.handle({ type: 'WATCH' });
    }
  }

  #phase(): Phase {
    const { joinAs, roomId, token } = this.#facts();
    const left = this.#leftBehind.value;
    return phaseOf({
      state: this.#state.value,
      joinAs,
      configured: !!roomId || !!token || joinAs !== 'viewer',
      joinsByItself: this.#joinsByItself(),
      waiting: this.#self.value?.role === 'viewer' && this.#roomInfo.value?.status === 'waiting',
      ended: this.#summary.value !== null && this.#summary.value !== left,
      failed: this.#error.value !== null && this.#error.value !== left,
    });
  }

  #facts(): JoinFacts {
    return joinFactsOf(this);
  }

  #joinsByItself(): boolean {
    return !!this.token && this.token !== this.#joinedWith && this.#state.value === 'IDLE' && this.#facts().joinAs === 'viewer';
  }

  #shape(): Shape {
    return shapeOf(this.#size.width, this.#size.height, this.layout);
  }

  #answer(event: CustomEvent<MufRequest>): void {
    event.stopPropagation();
    this.#requests.handle(event.detail);
  }

  #delegate(event: Event): void {
    const request = requestOfClick(event, this);
    if (request) this.#requests.handle(request);
  }

  #makeManager(): void {
    this.#own = new MufLiveManager(this.server ? { server: this.server } : {});
    super.manager = this.#own;
  }

  #closeOwn(): void {
    const own = this.#own;
    this.#own = undefined;
    own?.close().catch(() => {});
  }

  #wire(): void {
    const room: RoomContext | undefined = this.room;
    if (!room || this.#unwire) return;
    const stop = forwardEvents(room.manager, this);
    this.#roomSlots.attach(room.manager);
    void room.manager.prefetchMedia?.().catch(() => {});
    this.#speak();
    this.requestUpdate();
    if (this.hasUpdated) void this.#inspect();
    this.#unwire = () => {
      this.#roomSlots.detach();
      stop();
    };
  }

  #leave(): void {
    this.#requests.close();
    this.#unwire?.();
    this.#unwire = undefined;
    this.#stopInspector?.();
    this.#stopInspector = undefined;
    this.#joinedWith = null;
    if (!this.#own) return;
    this.#closeOwn();
    super.manager = undefined;
  }

  #speak(): void {
    this.room?.locale.$locale.set(localeOf(this.getAttribute('lang')));
  }

  /** A tool for developers, fetched when it is asked for. */
  async #inspect(): Promise<void> {
    this.#stopInspector?.();
    this.#stopInspector = undefined;
    if (!this.slotInspector) return;
    const { attachInspector } = await import('../slots/inspector.ts');
    if (this.slotInspector && this.isConnected) this.#stopInspector ??= attachInspector(this.#roomSlots.registry, this);
  }
}

define('muf-live-room', MufLiveRoom);
declare global { interface HTMLElementTagNameMap { 'muf-live-room': MufLiveRoom } }
