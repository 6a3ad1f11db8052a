import { css, html, nothing, type TemplateResult } from 'lit';
import { Control, exportedParts } from '../controls/control.ts';
import '../controls/muf-control-button.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import './muf-countdown-ring.ts';
import { isOnStage, mayInvite, requestsFor } from './standing.ts';

/**
 * The way on stage and off it, and for those on it the way to their guests: a viewer may ask while the host takes requests,
 * a cohost may leave the stage, and whoever may invite opens the guests, with how many wait.
 *
 * @element muf-cohost-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @fires {CustomEvent<MufRequest>} muf-request - `COHOST_REQUEST`, `COHOST_CANCEL`, `STAGE_LEAVE`, or `SHEET_OPEN` of the guests.
 * @csspart control - Each button.
 * @csspart waiting - How many requests wait.
 */
export class MufCohostControl extends Control {
  static override styles = [...Control.styles, css`
    :host { display: contents }
    .slot { position: relative; display: inline-block; flex: none }
    .waiting { position: absolute; inset-block-start: -2px; inset-inline-end: -2px; min-inline-size: 20px; padding: 0 5px; border-radius: var(--muf-radius-full); background: var(--muf-color-accent); color: var(--muf-color-on-accent); font-size: var(--muf-text-xs); font-weight: var(--muf-weight-strong); line-height: 20px; text-align: center; pointer-events: none }
    muf-countdown-ring { --size: 48px; position: absolute; inset: 0; color: var(--muf-color-on-video); pointer-events: none }
    .asked muf-control-button::part(button) { color: transparent }
  `];

  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #invites = this.watch((room) => room.manager.stores.invites.$invites, []);

  override render(): TemplateResult | typeof nothing {
    const me = this.#self.value;
    if (!isOnStage(me)) return this.#ask();
    return html`${mayInvite(me) ? this.#guests() : nothing}${me?.role === 'host' && !me.isOriginalHost ? this.#leave() : nothing}`;
  }

  #ask(): TemplateResult | typeof nothing {
    const me = this.#self.value;
    const asked = this.#invites.value.find(({ kind, fromPeer }) => kind === 'request' && fromPeer === me?.peerId);
    if (asked) {
      return html`<span class="slot asked"><muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('cohost.cancelRequest')} icon="person-add"
        @click=${() => this.request({ type: 'COHOST_CANCEL', inviteId: asked.inviteId })}></muf-control-button><muf-countdown-ring .from=${asked.openedAt} .until=${asked.expiresAt}></muf-countdown-ring></span>`;
    }
    if (!this.#room.value?.acceptInvitations || !me?.caps.includes('cohost:request')) return nothing;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('cohost.request')} icon="person-add" @click=${() => this.request({ type: 'COHOST_REQUEST' })}></muf-control-button>`;
  }

  #guests(): TemplateResult {
    const waiting = requestsFor(this.#self.value, this.#invites.value).length;
    return html`<span class="slot"><muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('guests')} label=${this.t('cohost.guests')} icon="person-add"
      hint=${waiting ? this.t('cohost.waiting', { count: waiting }) : ''} @click=${() => this.request({ type: 'SHEET_OPEN', sheet: 'guests' })}></muf-control-button>${waiting ? html`<span part="waiting" class="waiting" aria-hidden="true">${waiting}</span>` : nothing}</span>`;
  }

  #leave(): TemplateResult {
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('cohost.leave')} icon="person-remove" @click=${() => this.request({ type: 'STAGE_LEAVE' })}></muf-control-button>`;
  }
}

define('muf-cohost-control', MufCohostControl);
declare global { interface HTMLElementTagNameMap { 'muf-cohost-control': MufCohostControl } }
