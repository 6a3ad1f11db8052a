import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * A link that brings one person on stage, once: made when it is wanted, copied, and revoked while nobody has used it.
 *
 * @element muf-cohost-link
 * @fires {CustomEvent<MufRequest>} muf-request - `COHOST_LINK_CREATE` or `COHOST_LINK_REVOKE`.
 * @csspart link - The link.
 * @csspart create - Makes one.
 * @csspart copy - Copies it.
 * @csspart revoke - Revokes it.
 */
export class MufCohostLink extends MufElement {
  static override properties = { copied: { state: true } };
  static override styles = [shared, buttons, css`
    :host { display: grid; gap: var(--muf-space-2) }
    .row { display: flex; align-items: center; gap: var(--muf-space-2); min-inline-size: 0 }
    .link { flex: 1; min-inline-size: 0; padding: 0 var(--muf-space-3); line-height: var(--muf-target); border-radius: var(--muf-radius-md); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent); font-size: var(--muf-text-sm); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; user-select: all }
    .button { min-block-size: var(--muf-target); padding-inline: var(--muf-space-4); font-size: var(--muf-text-sm) }
    .create { inline-size: 100% }
    small { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
  `];

  declare protected copied: boolean;
  readonly #link = this.watch((room) => room.manager.stores.invites.$link, null);

  readonly #broadcasters = this.watch((room) => room.manager.stores.peers.$broadcasters, []);

  constructor() {
    super();
    this.copied = false;
  }

  override render(): TemplateResult {
    const made = this.#link.value;
    // Whoever it was for is here: it has done its work.
    if (!made || this.#broadcasters.value.some(({ peerId }) => peerId === made.peerId)) {
      return html`<button part="create" class="button create" type="button" @click=${() => this.request({ type: 'COHOST_LINK_CREATE' })}>${icon('link')}${this.t('cohost.linkCreate')}</button>
        <small>${this.t('cohost.linkHint')}</small>`;
    }
    const time = new Intl.DateTimeFormat(this.locale, { timeStyle: 'short' }).format(made.expiresAt);
    return html`
      <div class="row"><span part="link" class="link" dir="ltr">${made.link}</span>
        <button part="copy" class="button primary" type="button" @click=${() => void this.#copy(made.link)}>${this.t(this.copied ? 'sheet.copied' : 'sheet.copy')}</button></div>
      <div class="row"><small>${this.t('cohost.linkUntil', { time })}</small>
        <button part="revoke" class="button" type="button" @click=${() => this.#revoke(made.link)}>${this.t('cohost.linkRevoke')}</button></div>
    `;
  }

  #revoke(link: string): void {
    this.copied = false;
    this.request({ type: 'COHOST_LINK_REVOKE', link });
  }

  /** Where the page may not, the link is there to be selected. */
  async #copy(link: string): Promise<void> {
    await navigator.clipboard?.writeText(link).then(() => { this.copied = true; }, () => {});
  }
}

define('muf-cohost-link', MufCohostLink);
declare global { interface HTMLElementTagNameMap { 'muf-cohost-link': MufCohostLink } }
