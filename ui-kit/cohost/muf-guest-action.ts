import { css, html, nothing, type TemplateResult } from 'lit';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon, type IconName } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import './muf-countdown-ring.ts';
import { actionOn, waitingFor } from './standing.ts';

/**
 * What a host may do about someone's place on stage, on their row: invite them, take that back, answer them, send them off.
 *
 * @element muf-guest-action
 * @attr {boolean} answers - Requests are answered here; elsewhere they are only seen to wait.
 * @fires {CustomEvent<MufRequest>} muf-request - `COHOST_INVITE`, `COHOST_CANCEL`, `COHOST_RESPOND` or `COHOST_REMOVE`.
 * @csspart action - Each button.
 */
export class MufGuestAction extends MufElement {
  static override properties = { peer: { attribute: false }, answers: { type: Boolean } };
  static override styles = [shared, css`
    :host { display: flex; align-items: center; gap: var(--muf-space-1); margin-inline-start: auto }
    :host(:not([active])) { display: none }
    button { position: relative; display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); border-radius: 50%; color: var(--muf-color-on-surface-muted); transition: background-color var(--muf-fast), color var(--muf-fast) }
    button:hover { color: var(--muf-color-on-surface); background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent) }
    svg { inline-size: 22px; block-size: 22px }
    .accept { color: var(--muf-color-positive) }
    .cancel muf-countdown-ring { transition: opacity var(--muf-fast) }
    .cancel svg { position: absolute; opacity: 0; transition: opacity var(--muf-fast) }
    .cancel:is(:hover, :focus-visible) muf-countdown-ring { opacity: 0 }
    .cancel:is(:hover, :focus-visible) svg { opacity: 1 }
  `];

  declare peer: PeerInfo | undefined;
  declare answers: boolean;
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #invites = this.watch((room) => room.manager.stores.invites.$invites, []);

  constructor() {
    super();
    this.answers = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { peer } = this;
    const action = peer && actionOn(this.#self.value, peer, this.#invites.value);
    this.toggleAttribute('active', action !== undefined);
    if (!peer || !action) return nothing;
    const waiting = waitingFor(peer, this.#invites.value);
    const { peerId } = peer;
    const inviteId = waiting?.inviteId ?? '';
    if (action === 'invite') return this.#button('person-add', 'cohost.invite', () => this.request({ type: 'COHOST_INVITE', peerId }));
    if (action === 'remove') return this.#button('person-remove', 'cohost.remove', () => this.request({ type: 'COHOST_REMOVE', peerId }));
    const ring = html`<muf-countdown-ring .from=${waiting?.openedAt ?? 0} .until=${waiting?.expiresAt ?? 0}></muf-countdown-ring>`;
    if (action === 'cancel') {
      const label = this.t('cohost.cancelInvite');
      return html`<button part="action" class="cancel" type="button" aria-label=${label} title=${label} @click=${() => this.request({ type: 'COHOST_CANCEL', inviteId })}>${ring}${icon('close')}</button>`;
    }
    if (!this.answers) return ring;
    return html`${ring}
      ${this.#button('close', 'cohost.decline', () => this.request({ type: 'COHOST_RESPOND', inviteId, accept: false }))}
      ${this.#button('check', 'cohost.accept', () => this.request({ type: 'COHOST_RESPOND', inviteId, accept: true }), 'accept')}`;
  }

  #button(name: IconName, key: 'cohost.invite' | 'cohost.remove' | 'cohost.accept' | 'cohost.decline', act: () => void, look = ''): TemplateResult {
    const label = this.t(key);
    return html`<button part="action" class=${look} type="button" aria-label=${label} title=${label} aria-description=${this.peer?.displayName || nothing} @click=${act}>${icon(name)}</button>`;
  }
}

define('muf-guest-action', MufGuestAction);
declare global { interface HTMLElementTagNameMap { 'muf-guest-action': MufGuestAction } }
