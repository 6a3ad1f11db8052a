import { css, html, nothing, type TemplateResult } from 'lit';
import type { BroadcasterInfo } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles } from './avatar.ts';

/**
 * What a broadcaster can do with their audience where there is another one: share it, hand it over, take it back.
 *
 * @element muf-audience-tools
 * @csspart tools - The whole.
 * @csspart heading - Its title.
 * @csspart host - One other broadcaster.
 * @csspart merge - Shares the audience with them.
 * @csspart raid - Hands it over to them.
 * @csspart split - Parts shared audiences.
 * @csspart ask - Asks once more before viewers are handed over.
 */
export class MufAudienceTools extends MufElement {
  static override properties = { asking: { state: true } };
  static override styles = [shared, avatarStyles, buttons, css`
    :host { display: block }
    section { padding-block-end: var(--muf-space-2) }
    h3 { padding: var(--muf-space-3) var(--muf-space-4) var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted) }
    p { padding: 0 var(--muf-space-4) var(--muf-space-2); font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    ul { list-style: none; margin: 0 }
    .host { --size: 36px; display: flex; align-items: center; gap: var(--muf-space-2); min-block-size: 56px; padding: 0 var(--muf-space-4) }
    .name { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
    .name + .button { margin-inline-start: auto }
    .button { min-block-size: var(--muf-target); padding-inline: var(--muf-space-3); font-size: var(--muf-text-sm) }
    .row { display: flex; flex-wrap: wrap; gap: var(--muf-space-2); padding: 0 var(--muf-space-4) var(--muf-space-2) }
    .ask { margin: 0 var(--muf-space-3) var(--muf-space-2); padding: var(--muf-space-3) 0 var(--muf-space-1); border-radius: var(--muf-radius-md); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent) }
    .ask p { color: inherit }
  `];

  /** Whom the viewers are about to be handed over to. */
  declare protected asking: string | null;
  readonly #broadcasters = this.watch((room) => room.manager.stores.peers.$broadcasters, []);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #hostPeerId = this.watch((room) => room.manager.stores.audience.$hostPeerId, null);
  readonly #sharedWith = this.watch((room) => room.manager.stores.audience.$sharedWith, []);
  readonly #count = this.watch((room) => room.manager.stores.audience.$viewerCount, 0);

  constructor() {
    super();
    this.asking = null;
  }

  override render(): TemplateResult | typeof nothing {
    const self = this.#self.value;
    const others = this.#broadcasters.value.filter(({ peerId, role }) => role === 'host' && peerId !== self?.peerId);
    if (self?.role !== 'host' || others.length === 0) return nothing;
    // All of one audience: their anchor, and those who joined it.
    const together = new Set([this.#hostPeerId.value, ...this.#sharedWith.value]);
    const sharing = others.filter(({ peerId }) => together.has(peerId));
    return html`
      <section part="tools" aria-labelledby="heading">
        <h3 id="heading" part="heading">${this.t('audience.label')}</h3>
        ${sharing.length === 0 ? html`<p>${this.t('audience.hint')}</p>` : this.#shared(sharing)}
        <ul role="list">${others.filter((other) => !sharing.includes(other)).map((other) => this.#other(other))}</ul>
      </section>
    `;
  }

  #shared(sharing: readonly BroadcasterInfo[]): TemplateResult {
    const names = new Intl.ListFormat(this.locale).format(sharing.map((host) => this.#nameOf(host)));
    return html`
      <p>${this.t('audience.with', { name: names })}</p>
      <div class="row"><button class="button" part="split" type="button" @click=${() => this.request({ type: 'AUDIENCE_SPLIT' })}>${this.t('audience.split')}</button></div>
    `;
  }

  #other(host: BroadcasterInfo): TemplateResult {
    const name = this.#nameOf(host);
    const { peerId } = host;
    return html`
      <li part="host"><div class="host">
        ${avatar(name, host.avatarUrl)}
        <bdi class="name" title=${name}>${name}</bdi>
        <button class="button" part="merge" type="button" aria-label=${this.t('audience.merge', { name })} @click=${() => this.request({ type: 'AUDIENCE_MERGE', hostPeerId: peerId })}>${this.t('audience.mergeShort')}</button>
        <button class="button" part="raid" type="button" aria-label=${this.t('audience.raid', { name })} aria-expanded=${this.asking === peerId} @click=${() => { this.asking = this.asking === peerId ? null : peerId; }}>${this.t('audience.raidShort')}</button>
      </div>${this.asking === peerId ? this.#ask(peerId, name) : nothing}</li>
    `;
  }

  /** There is no way back: asked once more. */
  #ask(peerId: string, name: string): TemplateResult {
    const go = (): void => {
      this.asking = null;
      this.request({ type: 'AUDIENCE_RAID', hostPeerId: peerId });
    };
    return html`
      <div class="ask" part="ask" role="group" aria-label=${this.t('audience.raid', { name })}>
        <p role="status">${this.t('audience.raidAsk', { name, count: this.#count.value })}</p>
        <div class="row">
          <button class="button primary" type="button" @click=${go}>${this.t('audience.raidGo')}</button>
          <button class="button" type="button" @click=${() => { this.asking = null; }}>${this.t('audience.keep')}</button>
        </div>
      </div>
    `;
  }

  #nameOf({ displayName }: BroadcasterInfo): string {
    return displayName || this.t('people.someone');
  }
}

define('muf-audience-tools', MufAudienceTools);
declare global { interface HTMLElementTagNameMap { 'muf-audience-tools': MufAudienceTools } }
