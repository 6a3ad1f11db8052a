import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { MufElement } from '../base.ts';
import './muf-audience-tools.ts';
import './muf-viewer-row.ts';

/**
 * Everyone in the room: those on stage first, then my audience.
 *
 * @element muf-viewer-list
 * @slot - Below the list: the page's own.
 * @csspart list - One group of people.
 * @csspart heading - The name of a group.
 * @csspart person - One row.
 * @csspart avatar - A face.
 * @csspart name - A name.
 * @csspart badge - "Host", "You".
 * @csspart guest-action - What may be done about their place on stage.
 * @csspart audit - Opens the audit log, for hosts.
 * @csspart options - What may be done with someone.
 * @csspart empty - Shown while nobody watches.
 * @csspart more - How many more watch than are listed.
 */
export class MufViewerList extends MufElement {
  static override styles = [shared, css`
    :host { display: block; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: var(--muf-space-2) 0 var(--muf-space-4) }
    h3 { margin: 0; padding: var(--muf-space-3) var(--muf-space-4) var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted); font-variant-numeric: tabular-nums }
    ul { list-style: none; margin: 0; padding: 0 }
    li { padding: 0 var(--muf-space-4) }
    .audit { display: flex; align-items: center; gap: var(--muf-space-3); inline-size: 100%; min-block-size: 52px; margin-block-start: var(--muf-space-2); padding: 0 var(--muf-space-4); color: var(--muf-color-on-surface-muted); font-size: var(--muf-text-sm) }
    .audit:hover { color: var(--muf-color-on-surface); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent) }
    .audit:focus-visible { outline-offset: -2px }
    .audit svg { inline-size: 20px; block-size: 20px; margin-inline: 8px }
    .empty, .more { margin: 0; padding: var(--muf-space-2) var(--muf-space-4); color: var(--muf-color-on-surface-muted); font-size: var(--muf-text-sm) }
  `];

  readonly #broadcasters = this.watch((room) => room.manager.stores.peers.$broadcasters, []);
  readonly #viewers = this.watch((room) => room.manager.stores.peers.$viewers, []);
  readonly #count = this.watch((room) => room.manager.stores.audience.$viewerCount, 0);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  override render(): TemplateResult {
    const onStage = new Set(this.#broadcasters.value.map((peer) => peer.peerId));
    const viewers = this.#viewers.value.filter((peer) => !onStage.has(peer.peerId));
    const count = Math.max(this.#count.value, viewers.length);
    return html`
      ${onStage.size ? this.#group('stage', this.t('people.onStage'), onStage.size, this.#broadcasters.value) : nothing}
      ${viewers.length ? this.#group('watching', this.t('people.watching'), count, viewers) : nothing}
      ${count > viewers.length ? html`<p class="more" part="more">${this.t('people.more', { count: count - viewers.length })}</p>` : nothing}
      <muf-audience-tools exportparts="tools: audience-tools"></muf-audience-tools>
      ${count === 0 ? html`<p class="empty" part="empty"><strong>${this.t('people.empty')}</strong><br>${this.t('people.emptyHint')}</p>` : nothing}
      ${this.#self.value?.role === 'host' && this.#self.value.caps.includes('chat:moderate') ? html`<button class="audit" part="audit" type="button" aria-haspopup="dialog" @click=${() => this.request({ type: 'SHEET_OPEN', sheet: 'audit' })}>${icon('shield')}${this.t('moderation.log')}</button>` : nothing}
      <slot></slot>
    `;
  }

  #group(id: string, heading: string, count: number, people: readonly PeerInfo[]): TemplateResult {
    return html`
      <h3 id=${id} part="heading">${heading} · ${new Intl.NumberFormat(this.locale).format(count)}</h3>
      <ul part="list" role="list" aria-labelledby=${id}>${repeat(people, (peer) => peer.peerId, (peer) => html`<li><muf-viewer-row exportparts="person, avatar, name, badge, options, guest-action" .peer=${peer}></muf-viewer-row></li>`)}</ul>
    `;
  }
}

define('muf-viewer-list', MufViewerList);
declare global { interface HTMLElementTagNameMap { 'muf-viewer-list': MufViewerList } }
