import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { switches } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import '../people/muf-viewer-row.ts';
import '../sheets/muf-sheet.ts';
import './muf-cohost-link.ts';
import './muf-cohost-queue.ts';
import { mayInvite, requestsFor } from './standing.ts';

/** As many as can be looked through; the people list has the rest. */
const listed = 20;

/**
 * The stage and who is to come on it: who asks, who is there, whom to invite, and a link for someone who is not here yet.
 *
 * @element muf-guests-sheet
 * @slot sheet.guests - The page's own content.
 * @csspart allow - The switch "Allow guest requests".
 * @csspart heading - The name of a group.
 * @csspart person - One row.
 */
export class MufGuestsSheet extends MufElement {
  static override styles = [shared, switches, css`
    :host { display: block }
    h3 { margin-block: var(--muf-space-5) var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted); font-variant-numeric: tabular-nums }
    h3:first-child { margin-block-start: 0 }
    muf-cohost-queue:not(:first-child)::part(heading) { margin-block-start: var(--muf-space-5) }
    ul { list-style: none; margin: 0; padding: 0 }
    .empty { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    muf-cohost-link { margin-block-start: var(--muf-space-2) }
    .more { display: block; margin-block-start: var(--muf-space-4) }
  `];

  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #broadcasters = this.watch((room) => room.manager.stores.peers.$broadcasters, []);
  readonly #viewers = this.watch((room) => room.manager.stores.peers.$viewers, []);
  readonly #invites = this.watch((room) => room.manager.stores.invites.$invites, []);

  override render(): TemplateResult {
    return html`
      <muf-sheet name="guests" heading=${this.t('layout.guests')}>
        ${mayInvite(this.#self.value) ? this.#stage() : nothing}
        <div class="more"><slot name="sheet.guests"></slot></div>
      </muf-sheet>
    `;
  }

  #stage(): TemplateResult {
    const me = this.#self.value;
    const asking = requestsFor(me, this.#invites.value);
    const askers = new Set(asking.map(({ peerId }) => peerId));
    const others = this.#viewers.value.filter(({ peerId }) => !askers.has(peerId));
    const count = this.#broadcasters.value.length;
    const max = this.#room.value?.maxBroadcasters ?? count;
    return html`
      ${me?.isOriginalHost ? this.#allow() : nothing}
      <muf-cohost-queue exportparts="heading, person"></muf-cohost-queue>
      ${this.#group('stage', this.t('cohost.seats', { count, max }), this.#broadcasters.value)}
      ${others.length ? this.#group('viewers', this.t('cohost.inviteViewers'), others.slice(0, listed)) : html`<h3 part="heading">${this.t('cohost.inviteViewers')}</h3><p class="empty">${this.t('people.empty')}</p>`}
      <h3 part="heading">${this.t('cohost.link')}</h3>
      <muf-cohost-link exportparts="link, create, copy, revoke"></muf-cohost-link>
    `;
  }

  #allow(): TemplateResult {
    const enabled = this.#room.value?.acceptInvitations ?? false;
    return html`<label class="switch" part="allow"><span>${this.t('cohost.allow')}<small id="allow-hint">${this.t('cohost.allowHint')}</small></span>
      <input type="checkbox" role="switch" aria-label=${this.t('cohost.allow')} aria-describedby="allow-hint" .checked=${enabled} @change=${() => this.request({ type: 'REQUESTS_ALLOW', enabled: !enabled })}></label>`;
  }

  #group(id: string, heading: string, people: readonly PeerInfo[]): TemplateResult {
    return html`<h3 id=${id} part="heading">${heading}</h3>
      <ul role="list" aria-labelledby=${id}>${repeat(people, ({ peerId }) => peerId, (peer) => html`<li><muf-viewer-row answers exportparts="person" .peer=${peer}></muf-viewer-row></li>`)}</ul>`;
  }
}

define('muf-guests-sheet', MufGuestsSheet);
declare global { interface HTMLElementTagNameMap { 'muf-guests-sheet': MufGuestsSheet } }
