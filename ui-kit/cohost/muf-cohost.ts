import { css, html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import './muf-invite-card.ts';
import { attachCohostNotices } from './notices.ts';
import { askingMe, requestsFor } from './standing.ts';

/**
 * Whatever asks me about the stage, one at a time, and what becomes of what I asked.
 *
 * @element muf-cohost
 */
export class MufCohost extends MufElement {
  static override styles = [shared, css`
    :host { display: block; pointer-events: none }
    muf-invite-card { pointer-events: auto }
  `];

  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #invites = this.watch((room) => room.manager.stores.invites.$invites, []);
  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  #stopNotices: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#attend(this.room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#attend(undefined);
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    if (this.isConnected) this.#attend(room);
  }

  override render(): TemplateResult {
    const [me, invites] = [this.#self.value, this.#invites.value];
    const first = askingMe(me, invites);
    // Those who ask stand in the open sheet as well, all of them.
    const asking = first?.kind === 'request' && this.#sheet.value === 'guests' ? undefined : first;
    const behind = requestsFor(me, invites).filter(({ inviteId }) => inviteId !== asking?.inviteId).length;
    const name = asking?.fromName || this.t('people.someone');
    // The room makes way for the card.
    this.toggleAttribute('data-asking', !!asking);
    return html`
      <p class="visually-hidden" role="status">${asking ? this.t(asking.kind === 'invite' ? 'cohost.invites' : 'cohost.asks', { name }) : nothing}</p>
      ${asking ? keyed(asking.inviteId, html`<muf-invite-card exportparts="card: invite-card, accept: invite-accept, decline: invite-decline" .invite=${asking} .more=${behind}></muf-invite-card>`) : nothing}
    `;
  }

  #attend(room: RoomContext | undefined): void {
    this.#stopNotices?.();
    this.#stopNotices = room && attachCohostNotices(room);
  }
}

define('muf-cohost', MufCohost);
declare global { interface HTMLElementTagNameMap { 'muf-cohost': MufCohost } }
