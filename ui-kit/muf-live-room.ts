import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { SlotContent } from '../core/slot-port.ts';
import type { RoomContext } from './context.ts';
import { define } from './define.ts';
import { controlsIn, crowdedIn, layoutIn, layoutOf } from './layout/layouts.ts';
import { roomStyles } from './layout/room.css.ts';
import { shared } from './layout/shared.css.ts';
import { phaseOf, type Phase } from './phase.ts';
import { beforeLive, phaseView } from './room/phase-view.ts';
import { RoomElement } from './room/room-element.ts';
import { sheetsView } from './room/sheets-view.ts';
import { shapeOf, SizeController, type Shape } from './room/size.ts';
import { RoomSlots, shownSlots } from './room/slots.ts';
import { wearLive } from './room/wear-live.ts';

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
 * @attr {'compact' | 'roomy'} density - How close things stand; in between by default.
 * @attr {string} preset - A preset by name or by the address of its JSON; as a property also a preset itself. The one the token names by default.
 * @attr {'auto' | 'immersive' | 'theatre' | 'grid' | 'spotlight'} layout - How the room looks until someone chooses otherwise; its own size decides by default.
 * @attr {string} lang - The language; the page's own by default.
 * @attr {boolean} slot-inspector - Outlines the slots with their names, for development. Alt+Shift+S does the same on one's own machine.
 * @attr {boolean} no-shortcuts - Turns single-key shortcuts off.
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
 * @csspart captions - What is said, as text. Its `caption` and `caption-speaker` are parts too.
 */
export class MufLiveRoom extends RoomElement {
  static override properties: PropertyDeclarations = {
    ...super.properties,
    roomType: { attribute: 'room-type', reflect: true }, mode: { reflect: true }, layout: { reflect: true }, slotInspector: { type: Boolean, attribute: 'slot-inspector', reflect: true }, slots: { attribute: false },
  };
  static override styles = [shared, roomStyles];

  declare roomType: 'live' | '1v1' | null;
  declare mode: 'sfu' | 'mesh' | null;
  declare layout: string | null;
  declare slotInspector: boolean;
  /** Slot name → content: `fillSlot` for each, again on every change. */
  declare slots: Readonly<Record<string, SlotContent>> | undefined;

  readonly #state = this.watch((room) => room.manager.stores.session.$state, 'IDLE');
  readonly #roomInfo = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #summary = this.watch((room) => room.manager.stores.session.$summary, null);
  readonly #error = this.watch((room) => room.manager.stores.session.$error, null);
  readonly #leftBehind = this.watch((room) => room.view.$leftBehind, null);
  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  readonly #layout = this.watch(layoutIn, 'auto');
  readonly #crowded = this.watch(crowdedIn, false);
  readonly #controls = this.watch(controlsIn, 0);
  readonly #size = new SizeController(this);
  readonly #roomSlots = new RoomSlots(this);
  #joinedWith: string | null = null;
  #stopInspector: (() => void) | undefined;

  constructor() {
    super();
    this.slotInspector = false;
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('slots')) for (const [name, content] of Object.entries(this.slots ?? {})) this.fillSlot(name, content);
    this.room?.view.$asked.set(layoutOf(this.layout));
    this.room?.view.$layout.set(this.#shape().layout);
  }

  override render(): TemplateResult {
    const shape = this.#shape();
    const phase = this.#phase();
    return html`<div part="room" class="room" data-phase=${phase} data-layout=${shape.layout} ?data-short=${shape.short} ?data-stacked=${shape.stacked} ?data-row=${shape.row} ?data-crowded=${this.#crowded.value}>
      ${phaseView(phase, shape, this.#error.value?.code ?? 'internal', this.self.value?.role === 'host', this.facts().joinsStage)}
      ${sheetsView(this.#sheet.value, (key) => this.t(key))}
      <muf-toasts class="toasts" exportparts="toast, dismiss: toast-dismiss"></muf-toasts>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (beforeLive.has(this.#phase())) wearLive(this.shadowRoot!);
    this.#roomSlots.show(shownSlots(this.#phase(), this.#sheet.value));
    if (changed.has('slotInspector')) void this.#inspect();
    if (this.isConnected && this.#joinsByItself()) {
      this.#joinedWith = this.token;
      this.requests.handle({ type: 'WATCH' });
    }
  }

  #phase(): Phase {
    const { joinAs, roomId, token } = this.facts();
    const left = this.#leftBehind.value;
    return phaseOf({
      state: this.#state.value,
      joinAs,
      configured: !!roomId || !!token || joinAs !== 'viewer',
      joinsByItself: this.#joinsByItself(),
      waiting: this.self.value?.role === 'viewer' && this.#roomInfo.value?.status === 'waiting',
      ended: this.#summary.value !== null && this.#summary.value !== left,
      failed: this.#error.value !== null && this.#error.value !== left,
    });
  }

  #joinsByItself(): boolean {
    return !!this.token && this.token !== this.#joinedWith && this.#state.value === 'IDLE' && this.facts().joinAs === 'viewer';
  }

  #shape(): Shape {
    return shapeOf(this.#size.width, this.#size.height, this.#layout.value, this.#controls.value);
  }

  protected override focusChat(): void {
    this.renderRoot.querySelector('muf-chat')?.focus();
  }

  protected override enter(room: RoomContext): () => void {
    const stop = super.enter(room);
    this.#roomSlots.attach(room.manager);
    this.requestUpdate();
    if (this.hasUpdated) void this.#inspect();
    return () => {
      this.#roomSlots.detach();
      stop();
    };
  }

  protected override left(): void {
    super.left();
    this.#stopInspector?.();
    this.#stopInspector = undefined;
    this.#joinedWith = null;
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
