import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Command } from '../../core/command.ts';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon, type IconName } from '../icons/icon.ts';
import type { MessageKey } from '../localize.ts';
import { MufSheet } from '../sheets/muf-sheet.ts';
import type { PersonTarget } from '../view-store.ts';

interface Act { readonly name: MessageKey; readonly hint: MessageKey | null; readonly icon: IconName; readonly danger?: boolean; readonly run: () => void }

/**
 * What may be done with one person: mute, make a moderator, remove, ban. Opened from their row, their tile or what they wrote.
 *
 * @element muf-person-sheet
 * @fires {CustomEvent<MufRequest>} muf-request - `PEER_MUTE`, `MODERATOR_SET`, `PEER_REMOVE`, `PEER_BAN`.
 * @csspart act - One act.
 * @csspart confirm - The question before a ban.
 * @csspart keep - "Cancel".
 * @csspart ban - "Ban".
 */
export class MufPersonSheet extends MufSheet {
  static override properties = { ...MufSheet.properties, asking: { state: true } };
  static override styles = [...MufSheet.styles, buttons, css`
    .act { display: flex; align-items: center; gap: var(--muf-space-4); inline-size: 100%; min-block-size: 60px; padding: var(--muf-space-2) var(--muf-space-5); text-align: start }
    .act:hover, .act:focus-visible { background: color-mix(in srgb, var(--muf-color-on-surface) 7%, transparent) }
    .act:focus-visible { outline-offset: -2px; border-radius: var(--muf-radius-md) }
    .act strong { display: block; font-weight: var(--muf-weight-strong) }
    small { display: block; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    .danger { color: var(--muf-color-danger) }
    .acts { padding-block-end: var(--muf-space-3) }
    .note { padding: 0 var(--muf-space-5) var(--muf-space-2); font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    .confirm { padding: 0 var(--muf-space-5) var(--muf-space-5); text-align: center }
    .confirm p { overflow-wrap: anywhere; margin-block-end: var(--muf-space-4); color: var(--muf-color-on-surface-muted) }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--muf-space-3) }
  `];

  declare protected asking: boolean;
  readonly #person = this.watch((room) => room.view.$person, null);
  readonly #peers = this.watch((room) => room.manager.stores.peers.$byId, new Map<string, PeerInfo>());
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  constructor() {
    super();
    this.asking = false;
    this.name = 'person';
    this.flush = true;
  }

  override willUpdate(): void {
    super.willUpdate();
    if (!this.open) this.asking = false;
    const name = this.#person.value?.displayName || this.t('people.someone');
    this.heading = this.asking ? this.t('moderation.banAsk', { name }) : name;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('asking') && this.open) this.renderRoot.querySelector<HTMLElement>(this.asking ? '.confirm button' : '.act')?.focus();
  }

  protected override content(): TemplateResult | typeof nothing {
    const person = this.#person.value;
    if (!person || !this.open) return nothing;
    return this.asking ? this.#confirm(person) : this.#acts(person);
  }

  #acts(person: PersonTarget): TemplateResult {
    const peer = this.#peers.value.get(person.peerId);
    return html`
      ${peer ? nothing : html`<p class="note">${this.t('moderation.gone')}</p>`}
      <div class="acts">${this.#actsOn(person, peer).map((act) => html`
        <button class="act ${act.danger ? 'danger' : ''}" part="act" type="button" aria-label=${this.t(act.name)} @click=${act.run}>${icon(act.icon)}<span><strong>${this.t(act.name)}</strong>${act.hint ? html`<small>${this.t(act.hint)}</small>` : nothing}</span></button>`)}
      </div>`;
  }

  #actsOn({ peerId }: PersonTarget, peer: PeerInfo | undefined): readonly Act[] {
    const ban: Act = { name: 'moderation.ban', hint: 'moderation.banHint', icon: 'block', danger: true, run: () => { this.asking = true; } };
    if (!peer) return [ban];
    const { muted = false, isModerator = false } = peer;
    const onStage = peer.role !== 'viewer';
    const muting: Act = muted
      ? { name: 'moderation.unmute', hint: null, icon: 'mic', run: () => this.#do({ type: 'PEER_MUTE', peerId, muted: false }) }
      : { name: 'moderation.mute', hint: onStage ? 'moderation.muteStageHint' : 'moderation.muteHint', icon: 'mic-off', run: () => this.#do({ type: 'PEER_MUTE', peerId, muted: true }) };
    const appointing: Act = { name: isModerator ? 'moderation.unmake' : 'moderation.make', hint: isModerator ? null : 'moderation.makeHint', icon: 'shield', run: () => this.#do({ type: 'MODERATOR_SET', peerId, moderator: !isModerator }) };
    const removing: Act = { name: 'moderation.remove', hint: 'moderation.removeHint', icon: 'exit', run: () => this.#do({ type: 'PEER_REMOVE', peerId }) };
    return [muting, ...(this.#self.value?.role === 'host' && !onStage ? [appointing] : []), removing, ban];
  }

  #confirm({ peerId }: PersonTarget): TemplateResult {
    return html`<div class="confirm" part="confirm">
      <p>${this.t('moderation.banHint')}</p>
      <div class="pair">
        <button class="button" part="keep" type="button" @click=${() => { this.asking = false; }}>${this.t('moderation.keep')}</button>
        <button class="button danger" part="ban" type="button" @click=${() => this.#do({ type: 'PEER_BAN', peerId })}>${this.t('moderation.ban')}</button>
      </div>
    </div>`;
  }

  #do(command: Command): void {
    this.request({ type: 'SHEET_CLOSE' });
    this.request(command);
  }
}

define('muf-person-sheet', MufPersonSheet);
declare global { interface HTMLElementTagNameMap { 'muf-person-sheet': MufPersonSheet } }
