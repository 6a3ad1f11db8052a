import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InviteInfo, PeerInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import '../people/muf-viewer-row.ts';
import { requestsFor } from './standing.ts';

/**
 * Viewers who ask to come on stage, the longest waiting first, each with an answer and the time there is for it. Shown to
 * whoever may answer; to others, and while nobody asks, there is only what the page puts in its slot.
 *
 * @element muf-cohost-queue
 * @slot empty - While nobody asks.
 * @fires {CustomEvent<MufRequest>} muf-request - `COHOST_RESPOND`.
 * @csspart heading - How many ask.
 * @csspart queue - The list.
 */
export class MufCohostQueue extends MufElement {
  static override styles = [shared, css`
    :host { display: block }
    h3 { margin-block: 0 var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted); font-variant-numeric: tabular-nums }
    ul { list-style: none }
  `];

  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #invites = this.watch((room) => room.manager.stores.invites.$invites, []);
  readonly #people = this.watch((room) => room.manager.stores.peers.$byId, new Map<string, PeerInfo>());

  override render(): TemplateResult {
    const asking = requestsFor(this.#self.value, this.#invites.value);
    return html`<slot name="empty" ?hidden=${asking.length > 0}></slot>${asking.length === 0 ? nothing : html`
      <h3 id="waiting" part="heading">${this.t('cohost.waiting', { count: asking.length })}</h3>
      <ul part="queue" role="list" aria-labelledby="waiting">${repeat(asking, ({ inviteId }) => inviteId, (invite) => html`
        <li><muf-viewer-row answers exportparts="person, avatar, name, badge, guest-action" .peer=${this.#who(invite)}></muf-viewer-row></li>`)}</ul>`}`;
  }

  /** Whoever asks may be beyond those that the list of viewers holds. */
  #who({ peerId, displayName, avatarUrl }: InviteInfo): PeerInfo {
    return this.#people.value.get(peerId) ?? { peerId, displayName, ...(avatarUrl === undefined ? {} : { avatarUrl }), role: 'viewer', joinedAt: 0 };
  }
}

define('muf-cohost-queue', MufCohostQueue);
declare global { interface HTMLElementTagNameMap { 'muf-cohost-queue': MufCohostQueue } }
