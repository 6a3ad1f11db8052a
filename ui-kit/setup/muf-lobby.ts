import { css, html, nothing, type TemplateResult } from 'lit';
import { limits } from '../../core/wire/signal/limits.ts';
import { MufElement } from '../base.ts';
import { buttons, fields } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles } from '../people/avatar.ts';
import { recall, remember } from './remembered.ts';

/**
 * Before watching: what this is, who you are if you like to say, and one large button.
 *
 * @element muf-lobby
 * @csspart card - The card.
 * @csspart title - The room's title.
 * @csspart host - Who is live.
 * @csspart name - The name's text box.
 * @csspart watch - "Watch".
 */
export class MufLobby extends MufElement {
  static override styles = [shared, buttons, fields, avatarStyles, css`
    :host { display: grid; place-items: center; min-block-size: 100%; padding: var(--muf-space-4) }
    .card { --size: 64px; display: grid; gap: var(--muf-space-5); inline-size: min(100%, 400px); margin: 0; padding: var(--muf-space-6) var(--muf-space-5) var(--muf-space-5); border-radius: var(--muf-radius-lg); background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface); box-shadow: var(--muf-elevation) }
    .about { display: grid; justify-items: center; gap: var(--muf-space-1); text-align: center; min-inline-size: 0 }
    .face { margin-block-end: var(--muf-space-2) }
    .play { display: grid; place-items: center; inline-size: 64px; block-size: 64px; border-radius: 50%; background: var(--muf-color-accent); color: var(--muf-color-on-accent) }
    h2 { font-size: var(--muf-text-xl); font-weight: var(--muf-weight-strong); line-height: 1.2; overflow-wrap: anywhere; text-wrap: balance }
    .host, .hint { max-inline-size: 100%; color: var(--muf-color-on-surface-muted); overflow: hidden; text-overflow: ellipsis }
    .hint { font-weight: var(--muf-weight); font-size: var(--muf-text-sm); float: inline-end }
    .watch { inline-size: 100%; min-block-size: 56px; font-size: var(--muf-text-lg) }
  `];

  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #broadcasters = this.watch((room) => room.manager.stores.peers.$broadcasters, []);

  override render(): TemplateResult {
    const title = this.#room.value?.title;
    const host = this.#broadcasters.value.find((peer) => peer.isOriginalHost) ?? this.#broadcasters.value[0];
    return html`
      <form class="card" part="card" @submit=${this.#watch}>
        <div class="about">
          <div class="face">${host ? avatar(host.displayName, host.avatarUrl) : html`<span class="play">${icon('play')}</span>`}</div>
          <h2 part="title" dir="auto">${title || this.t('setup.lobbyRoom')}</h2>
          ${host ? html`<p class="host" part="host" title=${host.displayName}>${this.t('setup.lobbyBy', { name: host.displayName })}</p>` : nothing}
        </div>
        <label class="field"><span><span class="label" id="name-label">${this.t('setup.name')}</span> <span class="hint" id="name-hint">${this.t('setup.nameOptional')}</span></span>
          <input class="box" part="name" name="name" type="text" aria-labelledby="name-label" aria-describedby="name-hint" maxlength=${limits.name} placeholder=${this.t('setup.nameHint')} autocomplete="nickname" enterkeyhint="go" dir="auto" .value=${recall('name')}></label>
        <button class="button primary watch" part="watch" type="submit">${this.t('setup.watch')}</button>
      </form>
    `;
  }

  #watch(event: SubmitEvent): void {
    event.preventDefault();
    const displayName = this.renderRoot.querySelector<HTMLInputElement>('[name=name]')?.value.trim() ?? '';
    remember('name', displayName);
    this.request({ type: 'WATCH', ...(displayName ? { displayName } : {}) });
  }
}

define('muf-lobby', MufLobby);
declare global { interface HTMLElementTagNameMap { 'muf-lobby': MufLobby } }
