import { html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import '../feedback/muf-network-badge.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles } from '../people/avatar.ts';
import { formatDuration } from './duration.ts';
import { isCall, otherParty } from '../stage/call.ts';
import { ariaKeys } from '../keyboard/keys.ts';
import { mayEnd } from './may-end.ts';
import { headerStyles } from './muf-header.css.ts';
import { TickController } from './tick-controller.ts';

/**
 * The line over the picture: whose room it is, for how long, how many watch, and the way out.
 *
 * @element muf-header
 * @fires {CustomEvent<MufRequest>} muf-request - `END_ASK` from a host, `STREAM_LEAVE` from a viewer.
 * @slot header.actionPill - Right of the host pill.
 * @slot header.promoChips - A row of chips; it scrolls sideways.
 * @slot header.topRightActions - Left of the viewer count and the way out.
 * @csspart header - The whole.
 * @csspart pill - The host's pill.
 * @csspart name - The host's name.
 * @csspart live - The LIVE badge.
 * @csspart duration - The time since the start.
 * @csspart count - The viewer count.
 * @csspart network-badge - The badge of a weak connection.
 * @csspart close - Leave, or End.
 */
export class MufHeader extends MufElement {
  static override styles = [shared, chrome, avatarStyles, headerStyles];

  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #offset = this.watch((room) => room.manager.stores.session.$clockOffset, 0);
  readonly #host = this.watch((room) => room.$host, null);
  readonly #count = this.watch((room) => room.manager.stores.audience.$viewerCount, 0);
  readonly #tiles = this.watch((room) => room.manager.stores.stage.$tiles, []);
  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  readonly #call = this.watch(isCall, false);
  readonly #shortcuts = this.watch((room) => room.view.$shortcuts, false);

  constructor() {
    super();
    new TickController(this, () => this.#room.value?.startedAt !== undefined);
  }

  override render(): TemplateResult {
    return html`<header part="header" class="header" aria-label=${this.t('header.label')}>
      <div class="line">
        ${this.#pill()}
        <div class="action"><slot name="header.actionPill"></slot></div>
        ${this.#close()}
      </div>
      <div class="line">
        <div class="row">
          <div class="chips"><slot name="header.promoChips"></slot></div>
          <div class="top-right"><slot name="header.topRightActions"></slot></div>
        </div>
        <muf-network-badge exportparts="badge: network-badge"></muf-network-badge>
        ${this.#call.value ? nothing : html`<div part="count" class="count chrome tabular">${icon('eye')}<span role="status" aria-live="off">${this.t('header.watching', { count: this.#count.value })}</span></div>`}
      </div>
    </header>`;
  }

  #pill(): TemplateResult {
    const host = (this.#call.value && otherParty(this.#tiles.value)) || this.#host.value;
    const room = this.#room.value;
    const name = host?.displayName || this.t('header.host');
    const speaking = this.#tiles.value.some((tile) => tile.peerId === host?.peerId && tile.speaking);
    return html`<div part="pill" class=${`pill chrome ${speaking ? 'speaking' : ''}`}>
      ${avatar(name, host?.avatarUrl)}
      <div class="who">
        <span part="name" class="name ellipsis" dir="auto" title=${room?.title ? `${name} · ${room.title}` : name}>${name}</span>
        <span class="state">
          ${room?.status === 'live' && !this.#call.value ? html`<span part="live" class="live"><i class="dot" aria-hidden="true"></i>${this.t('header.live')}</span>` : nothing}
          ${room?.startedAt === undefined ? nothing : this.#duration(room.startedAt)}
        </span>
      </div>
    </div>`;
  }

  #duration(startedAt: number): TemplateResult {
    const duration = formatDuration((Date.now() + this.#offset.value - startedAt) / 1000, this.locale);
    return html`<span part="duration" class="tabular" role="timer" aria-label=${this.t('header.duration', { duration })}>${duration}</span>`;
  }

  #close(): TemplateResult {
    const keys = this.#shortcuts.value ? ariaKeys('leave') : nothing;
    // A cohost leaves; only who may end the stream for everyone is asked to.
    if (!mayEnd(this.#self.value)) {
      const leave = this.t('header.leave');
      return html`<button part="close" class="close chrome" type="button" aria-label=${leave} title=${leave} aria-keyshortcuts=${keys} @click=${() => this.request({ type: 'STREAM_LEAVE' })}>${icon('close')}</button>`;
    }
    // While it asks, the confirmation's own button is the only "End".
    const asking = this.#sheet.value === 'end-confirm';
    return html`<button part="close" class=${`close end chrome ${asking ? 'away' : ''}`} type="button" aria-keyshortcuts=${keys} @click=${() => this.request({ type: 'END_ASK' })}>${this.t('header.end')}</button>`;
  }
}

define('muf-header', MufHeader);
declare global { interface HTMLElementTagNameMap { 'muf-header': MufHeader } }
