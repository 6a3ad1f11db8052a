import { css, html, nothing, type TemplateResult } from 'lit';
import { errorTable, type LiveErrorCode } from '../../core/errors.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * What keeps one out of the room, and the remedy. Always readable, never a blank box.
 *
 * @element muf-fatal
 * @attr {string} code - Which error; see `LiveErrorCode`. An unknown one reads as `internal`.
 * @attr {boolean} final - There is nothing to try again.
 * @fires {CustomEvent<MufRequest>} muf-request - `RETRY` to try again.
 * @csspart fatal - The whole.
 * @csspart title - What happened.
 * @csspart remedy - What helps.
 * @csspart retry - The button.
 */
export class MufFatal extends MufElement {
  static override properties = { code: { type: String }, final: { type: Boolean } };
  static override styles = [shared, buttons, css`
    :host { display: block; }
    .fatal {
      position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--muf-space-2); padding: var(--muf-space-5);
      text-align: center; background: var(--muf-color-surface); overflow: auto;
    }
    .mark { display: grid; place-items: center; inline-size: 72px; block-size: 72px; margin-block-end: var(--muf-space-3); border-radius: 50%; color: var(--muf-color-warning); background: color-mix(in srgb, var(--muf-color-warning) 14%, transparent); }
    .mark svg { inline-size: 32px; block-size: 32px; }
    h2 { font-size: var(--muf-text-xl); font-weight: var(--muf-weight-strong); line-height: 1.25; max-inline-size: 24ch; text-wrap: balance; }
    p { color: var(--muf-color-on-surface-muted); max-inline-size: 36ch; text-wrap: balance; }
    .button { margin-block-start: var(--muf-space-4); min-inline-size: 140px; }
  `];

  declare code: LiveErrorCode;
  declare final: boolean;

  constructor() {
    super();
    this.code = 'internal';
    this.final = false;
  }

  override render(): TemplateResult {
    const sentence = this.t(`error.${Object.hasOwn(errorTable, this.code) ? this.code : 'internal'}`);
    // Every sentence says what happened first and the remedy after it; Chinese and Japanese leave no space between them.
    const cut = sentence.search(/[.!?؟]\s|。./) + 1;
    const [what, remedy] = cut > 0 ? [sentence.slice(0, cut), sentence.slice(cut).trim()] : [sentence, ''];
    return html`<section part="fatal" class="fatal" role="alert">
      <div class="mark" aria-hidden="true">${icon(this.final ? 'link' : 'warning')}</div>
      <h2 part="title">${what.replace(/[.。]$/, '')}</h2>
      ${remedy ? html`<p part="remedy">${remedy}</p>` : nothing}
      ${this.final ? nothing : html`<button part="retry" class="button primary" type="button" @click=${() => this.request({ type: 'RETRY' })}>${icon('reload')}${this.t('feedback.retry')}</button>`}
    </section>`;
  }
}

define('muf-fatal', MufFatal);
declare global { interface HTMLElementTagNameMap { 'muf-fatal': MufFatal } }
