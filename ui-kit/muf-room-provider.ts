import { css, html, nothing, type TemplateResult } from 'lit';
import { define } from './define.ts';
import './feedback/muf-toasts.ts';
import { shared } from './layout/shared.css.ts';
import { need } from './room/lazy.ts';
import { RoomElement } from './room/room-element.ts';
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
 * @attr {'compact' | 'roomy'} density - How close things stand; in between by default.
 * @attr {string} preset - A preset by name or by the address of its JSON; as a property also a preset itself. The one the token names by default.
 * @attr {string} lang - The language; the page's own by default.
 * @attr {boolean} no-shortcuts - Turns single-key shortcuts off.
 * @slot - The room's elements, and anything else.
 * @csspart toasts - Short notices, over everything inside.
 */
export class MufRoomProvider extends RoomElement {
  static override styles = [shared, css`
    :host { display: block; position: relative; color: var(--muf-color-on-surface); font: var(--muf-weight) var(--muf-text-md) / 1.4 var(--muf-font); }
    .toasts { position: absolute; z-index: 8; inset-inline: var(--muf-space-3); inset-block-start: var(--muf-space-3); }
  `];

  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  readonly #toasts = this.watch((room) => room.view.$toasts, []);

  override render(): TemplateResult {
    need('muf-shortcuts');
    return html`<slot></slot>${sheetsView(this.#sheet.value, (key) => this.t(key))}${this.#notices()}`;
  }

  /** None where the page has placed its own, at the latest when there is one to show. */
  #notices(): TemplateResult | typeof nothing {
    return this.#toasts.value.length > 0 && this.querySelector('muf-toasts') ? nothing : html`<muf-toasts part="toasts" class="toasts"></muf-toasts>`;
  }

  protected override focusChat(): void {
    this.querySelector<HTMLElement>('muf-chat, muf-chat-input')?.focus();
  }
}

define('muf-room-provider', MufRoomProvider);
declare global { interface HTMLElementTagNameMap { 'muf-room-provider': MufRoomProvider } }
