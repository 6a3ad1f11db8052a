import { css, html, nothing, type TemplateResult } from 'lit';
import type { PeerInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import '../cohost/muf-guest-action.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { mayManage } from '../moderation/may-manage.ts';
import { personButton, personButtonStyles } from '../moderation/person-button.ts';
import { avatar, avatarStyles } from './avatar.ts';

/**
 * One person: face, name, what they are here, and what I may do with them.
 *
 * @element muf-viewer-row
 * @attr {string} peer-id - Who, of those in the room. The property `peer` takes its place.
 * @attr {boolean} answers - Requests to come on stage are answered here; elsewhere they are only seen to wait.
 * @slot - After the badges: the page's own signs.
 * @fires {CustomEvent<MufRequest>} muf-request - What the buttons in it ask for.
 * @csspart person - The row.
 * @csspart avatar - The face.
 * @csspart name - The name.
 * @csspart badge - "Host", "You".
 * @csspart options - What may be done with them.
 */
export class MufViewerRow extends MufElement {
  static override properties = { peer: { attribute: false }, peerId: { attribute: 'peer-id' }, answers: { type: Boolean } };
  static override styles = [shared, avatarStyles, personButtonStyles, css`
    :host { display: block }
    .person { --size: 36px; display: flex; align-items: center; gap: var(--muf-space-3); min-block-size: 52px }
    muf-guest-action[active] + .person-options { margin-inline-start: calc(var(--muf-space-2) * -1) }
    .name { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
    .badge { flex: none; padding: 2px var(--muf-space-2); border-radius: var(--muf-radius-full); background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); font-size: var(--muf-text-xs); font-weight: var(--muf-weight-strong) }
    ::slotted(*) { flex: none }
  `];

  declare peer: PeerInfo | undefined;
  declare peerId: string | null;
  declare answers: boolean;
  readonly #people = this.watch((room) => room.manager.stores.peers.$byId, new Map<string, PeerInfo>());
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  constructor() {
    super();
    this.peerId = null;
    this.answers = false;
  }

  override render(): TemplateResult | typeof nothing {
    const peer = this.peer ?? this.#people.value.get(this.peerId ?? '');
    if (!peer) return nothing;
    const name = peer.displayName || this.t('people.someone');
    return html`
      <div class="person" part="person">
        ${avatar(name, peer.avatarUrl)}
        <bdi class="name" part="name" title=${name}>${name}</bdi>
        ${this.#badges(peer).map((badge) => html`<span class="badge" part="badge">${badge}</span>`)}
        <slot></slot>
        <muf-guest-action exportparts="action: guest-action" ?answers=${this.answers} .peer=${peer}></muf-guest-action>
        ${!this.answers && mayManage(this.#self.value, peer) ? personButton(this.t('moderation.options', { name }), () => this.request({ type: 'PERSON_OPEN', person: { peerId: peer.peerId, displayName: peer.displayName } })) : nothing}
      </div>`;
  }

  #badges({ peerId, isOriginalHost, isModerator, muted }: PeerInfo): readonly string[] {
    return [
      ...(isOriginalHost ? [this.t('people.host')] : []),
      ...(peerId === this.#self.value?.peerId ? [this.t('people.you')] : []),
      ...(isModerator ? [this.t('moderation.moderator')] : []),
      ...(muted ? [this.t('moderation.muted')] : []),
    ];
  }
}

define('muf-viewer-row', MufViewerRow);
declare global { interface HTMLElementTagNameMap { 'muf-viewer-row': MufViewerRow } }
