import { css, html, nothing, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';
import { MufElement } from '../base.ts';
import { buttons, fields } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { isCall } from '../stage/call.ts';
import './muf-qr-code.ts';
import './muf-sheet.ts';

/** How long "Copied" stands. */
const confirmMs = 2500;

/**
 * The link to pass on: to scan, to copy, or by another app.
 *
 * @element muf-share-sheet
 * @csspart qr - The link as a QR code.
 * @csspart link - The read-only link.
 * @csspart copy - "Copy".
 * @csspart native - Opens the device's own share menu, where there is one.
 * @csspart status - What came of it.
 */
export class MufShareSheet extends MufElement {
  static override properties = { copied: { state: true } };
  static override styles = [shared, buttons, fields, css`
    :host { display: block }
    .row { display: flex; gap: var(--muf-space-2); align-items: flex-end }
    .field { flex: 1 }
    .hint { margin-block-end: var(--muf-space-4); color: var(--muf-color-on-surface-muted) }
    .scan { display: grid; justify-items: center; gap: var(--muf-space-2); margin: 0 0 var(--muf-space-5); text-align: center; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    muf-qr-code { inline-size: min(100%, 264px) }
    .copy { min-inline-size: 112px; min-block-size: 44px; padding-inline: var(--muf-space-4) }
    .copy svg { inline-size: 20px; block-size: 20px }
    .native { inline-size: 100%; margin-block-start: var(--muf-space-3) }
    .status { min-block-size: 1.35em; margin-block-start: var(--muf-space-2); font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
  `];

  declare copied: 'no' | 'yes' | 'failed';
  /** The time the confirmation goes by; a fake one in tests. */
  clock: Clock = systemClock;
  readonly #link = this.watch((room) => room.manager.stores.session.$shareLink, null);
  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #call = this.watch(isCall, false);
  #cancel: (() => void) | undefined;

  constructor() {
    super();
    this.copied = 'no';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel?.();
  }

  override render(): TemplateResult {
    return html`<muf-sheet name="share" heading=${this.t(this.#call.value ? 'sheet.shareCall' : 'sheet.share')}>${this.#link.value ? this.#body(this.#link.value) : html`<p class="hint">${this.t('sheet.shareWaiting')}</p>`}</muf-sheet>`;
  }

  #body(link: string): TemplateResult {
    const done = this.copied === 'yes';
    const status = { no: '', yes: this.t('sheet.copied'), failed: this.t('sheet.copyFailed') }[this.copied];
    return html`
      <p class="hint">${this.t(this.#call.value ? 'sheet.shareCallHint' : 'sheet.shareHint')}</p>
      <figure class="scan">
        <muf-qr-code part="qr" .value=${link} .label=${this.t('sheet.shareCode')}></muf-qr-code>
        <figcaption>${this.t(this.#call.value ? 'sheet.shareCallScan' : 'sheet.shareScan')}</figcaption>
      </figure>
      <div class="row">
        <label class="field"><span class="label">${this.t('sheet.shareLink')}</span>
          <input class="box" part="link" type="text" readonly dir="ltr" .value=${link} @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()}></label>
        <button class="button primary copy" part="copy" type="button" @click=${() => this.#copy(link)}>${icon(done ? 'check' : 'copy')}${this.t('sheet.copy')}</button>
      </div>
      <p class="status" part="status" role="status">${status}</p>
      ${'share' in navigator ? html`<button class="button native" part="native" type="button" @click=${() => this.#native(link)}>${icon('share')}${this.t('sheet.shareNative')}</button>` : nothing}
    `;
  }

  async #copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      this.copied = 'yes';
    } catch {
      // No permission, or not a secure page: at least it is selected.
      this.renderRoot.querySelector('input')?.focus();
      this.copied = 'failed';
    }
    this.#cancel?.();
    this.#cancel = this.copied === 'yes' ? this.clock.after(confirmMs, () => { this.copied = 'no'; }) : undefined;
  }

  #native(link: string): void {
    const title = this.#room.value?.title;
    // Rejects when the menu is closed without choosing, which is an answer too.
    navigator.share({ url: link, ...(title ? { title } : {}) }).catch(() => {});
  }
}

define('muf-share-sheet', MufShareSheet);
declare global { interface HTMLElementTagNameMap { 'muf-share-sheet': MufShareSheet } }
