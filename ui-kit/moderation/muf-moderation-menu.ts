import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { icon, type IconName } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import type { MessageKey } from '../localize.ts';
import type { PersonTarget } from '../view-store.ts';

interface Act { readonly name: MessageKey; readonly hint: MessageKey | null; readonly icon: IconName; readonly danger?: boolean; readonly run: () => void }

/**
 * What may be done with one person: mute, make a moderator, remove, ban. A ban is asked about first.
 *
 * @element muf-moderation-menu
 * @attr {string} peer-id - Who. The property `person` takes its place.
 * @attr {boolean} asking - Reflects that it asks about a ban.
 * @slot - More acts, after the kit's own.
 * @fires {CustomEvent<MufRequest>} muf-request - `PEER_MUTE`, `MODERATOR_SET`, `PEER_REMOVE`, `PEER_BAN`.
 * @fires {Event} muf-asking - It asks about a ban, or no longer: see `asking`.
 * @csspart note - That they have left.
 * @csspart act - One act.
 * @csspart hint - What it comes to.
 * @csspart confirm - The question before a ban.
 * @csspart keep - "Cancel".
 * @csspart ban - "Ban".
 */
export class MufModerationMenu extends MufElement {
  static override properties = { peerId: { attribute: 'peer-id' }, person: { attribute: false }, asking: { type: Boolean, reflect: true } };
  static override styles = [shared, buttons, css`
    :host { display: block }
    /* The hint stands beside the button, not in it: its name is short, and the whole row is pressed. */
    .entry { position: relative; display: grid; align-content: center; min-block-size: 60px; padding: var(--muf-space-2) var(--muf-space-5); padding-inline-start: calc(var(--muf-space-5) + 24px + var(--muf-space-4)) }
    .entry:hover, .entry:has(:focus-visible) { background: color-mix(in srgb, var(--muf-color-on-surface) 7%, transparent) }
    .act { text-align: start }
    .act::after { content: ''; position: absolute; inset: 0 }
    .act:focus-visible { outline: none }
    .act:focus-visible::after { outline: 2px solid var(--muf-color-focus); outline-offset: -2px; border-radius: var(--muf-radius-md) }
    .act svg { position: absolute; inset-block: 0; inset-inline-start: var(--muf-space-5); margin-block: auto }
    .act strong { font-weight: var(--muf-weight-strong) }
    small { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    .danger { color: var(--muf-color-danger) }
    slot { display: block; padding-block-end: var(--muf-space-3) }
    .note { padding: 0 var(--muf-space-5) var(--muf-space-2); font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    .confirm { padding: 0 var(--muf-space-5) var(--muf-space-5) }
    .confirm p { overflow-wrap: anywhere; margin-block-end: var(--muf-space-4); color: var(--muf-color-on-surface-muted) }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--muf-space-3) }
    .pair .button { padding-inline: var(--muf-space-3) }
  `];

  declare peerId: string | null;
  /** Also of someone who has left: a ban still holds when they come back. */
  declare person: PersonTarget | undefined;
  declare asking: boolean;
  readonly #peers = this.watch((room) => room.manager.stores.peers.$byId, new Map<string, PeerInfo>());
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  constructor() {
    super();
    this.peerId = null;
    this.asking = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('person') || changed.has('peerId')) && this.hasUpdated) this.asking = false;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('asking') || changed.get('asking') === undefined) return;
    this.renderRoot.querySelector<HTMLElement>(this.asking ? '.confirm button' : '.act')?.focus();
    this.dispatchEvent(new Event('muf-asking'));
  }

  override render(): TemplateResult | typeof nothing {
    const peerId = this.person?.peerId ?? this.peerId;
    if (!peerId) return nothing;
    return html`${this.asking ? this.#confirm(peerId) : this.#acts(peerId)}<slot ?hidden=${this.asking}></slot>`;
  }

  #acts(peerId: string): TemplateResult {
    const peer = this.#peers.value.get(peerId);
    return html`
      ${peer ? nothing : html`<p class="note" part="note">${this.t('moderation.gone')}</p>`}
      ${this.#actsOn(peerId, peer).map((act) => html`
        <div class="entry ${act.danger ? 'danger' : ''}">
          <button class="act" part="act" type="button" aria-describedby=${act.hint ? act.name : nothing} @click=${act.run}>${icon(act.icon)}<strong>${this.t(act.name)}</strong></button>
          ${act.hint ? html`<small id=${act.name} part="hint">${this.t(act.hint)}</small>` : nothing}
        </div>`)}`;
  }

  #actsOn(peerId: string, peer: PeerInfo | undefined): readonly Act[] {
    const ban: Act = { name: 'moderation.ban', hint: 'moderation.banHint', icon: 'block', danger: true, run: () => { this.asking = true; } };
    if (!peer) return [ban];
    const { muted = false, isModerator = false } = peer;
    const onStage = peer.role !== 'viewer';
    const muting: Act = muted
      ? { name: 'moderation.unmute', hint: null, icon: 'mic', run: () => this.request({ type: 'PEER_MUTE', peerId, muted: false }) }
      : { name: 'moderation.mute', hint: onStage ? 'moderation.muteStageHint' : 'moderation.muteHint', icon: 'mic-off', run: () => this.request({ type: 'PEER_MUTE', peerId, muted: true }) };
    const appointing: Act = { name: isModerator ? 'moderation.unmake' : 'moderation.make', hint: isModerator ? null : 'moderation.makeHint', icon: 'shield', run: () => this.request({ type: 'MODERATOR_SET', peerId, moderator: !isModerator }) };
    const removing: Act = { name: 'moderation.remove', hint: 'moderation.removeHint', icon: 'exit', run: () => this.request({ type: 'PEER_REMOVE', peerId }) };
    return [muting, ...(this.#self.value?.role === 'host' && !onStage ? [appointing] : []), removing, ban];
  }

  #confirm(peerId: string): TemplateResult {
    return html`<div class="confirm" part="confirm">
      <p>${this.t('moderation.banHint')}</p>
      <div class="pair">
        <button class="button" part="keep" type="button" @click=${() => { this.asking = false; }}>${this.t('moderation.keep')}</button>
        <button class="button danger" part="ban" type="button" @click=${() => this.#ban(peerId)}>${this.t('moderation.ban')}</button>
      </div>
    </div>`;
  }

  #ban(peerId: string): void {
    this.request({ type: 'PEER_BAN', peerId });
    this.asking = false;
  }
}

define('muf-moderation-menu', MufModerationMenu);
declare global { interface HTMLElementTagNameMap { 'muf-moderation-menu': MufModerationMenu } }
