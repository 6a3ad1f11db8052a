import { css, html, nothing, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import type { InviteInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles } from '../people/avatar.ts';
import './muf-countdown-ring.ts';

/**
 * Someone asks: a host a viewer to come on stage, or a viewer the hosts. It waits for an answer as long as its ring has not
 * emptied, and takes no focus from whoever is writing.
 *
 * @element muf-invite-card
 * @fires {CustomEvent<MufRequest>} muf-request - `COHOST_RESPOND`.
 * @csspart card - The card.
 * @csspart accept - "Accept".
 * @csspart decline - "Decline".
 */
export class MufInviteCard extends MufElement {
  static override properties = { invite: { attribute: false }, more: { type: Number } };
  static override styles = [shared, avatarStyles, buttons, css`
    :host { display: block }
    .card {
      display: grid; gap: var(--muf-space-4); padding: var(--muf-space-4); border-radius: var(--muf-radius-lg);
      color: var(--muf-color-on-surface); background: var(--muf-color-surface-raised); box-shadow: var(--muf-elevation), 0 0 0 1px var(--muf-color-hairline);
      transition: opacity var(--muf-move), translate var(--muf-move) var(--muf-ease);
    }
    @starting-style { .card { opacity: 0; translate: 0 16px } }
    .who { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: var(--muf-space-3) }
    .avatar { --size: 40px }
    .says { min-inline-size: 0; overflow-wrap: anywhere }
    strong { font-weight: var(--muf-weight-strong) }
    small { display: block; margin-block-start: 2px; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    muf-countdown-ring { --size: 44px }
    .acts { display: grid; grid-template-columns: 1fr 1fr; gap: var(--muf-space-3) }
    .button { padding-inline: var(--muf-space-3) }
  `];

  declare invite: InviteInfo | undefined;
  /** How many more wait behind it. */
  declare more: number;
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  constructor() {
    super();
    this.more = 0;
  }

  override render(): TemplateResult | typeof nothing {
    const { invite } = this;
    if (!invite) return nothing;
    const isInvite = invite.kind === 'invite';
    const name = invite.fromName || this.t(isInvite ? 'header.host' : 'people.someone');
    // The browser asks for the camera: the answer is on its way.
    const asking = this.#local.value.status === 'asking';
    return html`
      <div part="card" class="card" role="dialog" data-home tabindex="-1" aria-label=${this.t('cohost.card')} aria-describedby="says">
        <div class="who">
          ${avatar(name, isInvite ? undefined : invite.avatarUrl)}
          <p id="says" class="says"><strong>${this.t(isInvite ? 'cohost.invites' : 'cohost.asks', { name })}</strong><small>${this.#hint(isInvite)}</small></p>
          <muf-countdown-ring .from=${invite.openedAt} .until=${invite.expiresAt}></muf-countdown-ring>
        </div>
        <div class="acts">
          <button part="decline" class="button" type="button" ?disabled=${asking} @click=${() => this.#answer(invite, false)}>${this.t('cohost.decline')}</button>
          <button part="accept" class="button primary" type="button" ?disabled=${asking} @click=${() => this.#answer(invite, true)}>${this.t('cohost.accept')}</button>
        </div>
      </div>
    `;
  }

  #hint(isInvite: boolean): string {
    if (isInvite) return this.t('cohost.invitesHint');
    return this.more > 0 ? this.t('cohost.waitingMore', { count: this.more }) : this.t('cohost.asksHint');
  }

  #answer({ inviteId }: InviteInfo, accept: boolean): void {
    this.request({ type: 'COHOST_RESPOND', inviteId, accept });
  }
}

define('muf-invite-card', MufInviteCard);
declare global { interface HTMLElementTagNameMap { 'muf-invite-card': MufInviteCard } }
