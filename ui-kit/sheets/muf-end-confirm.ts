import { css, html, type TemplateResult } from 'lit';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { isCall } from '../stage/call.ts';
import { MufSheet } from './muf-sheet.ts';

/**
 * The question before the end. Its buttons stand inside the dialog itself, where people and tests look for them.
 *
 * @element muf-end-confirm
 * @fires {CustomEvent<MufRequest>} muf-request - `BROADCAST_END`, or `SHEET_CLOSE` to keep going.
 * @csspart hint - What ending means.
 * @csspart keep - "Keep going".
 * @csspart end - "End".
 */
export class MufEndConfirm extends MufSheet {
  static override styles = [...MufSheet.styles, buttons, css`
    p { margin-block: var(--muf-space-2) var(--muf-space-5); text-align: center; color: var(--muf-color-on-surface-muted) }
    .acts { display: grid; grid-template-columns: 1fr 1fr; gap: var(--muf-space-3) }
    .acts .button { padding-inline: var(--muf-space-3) }
  `];

  readonly #call = this.watch(isCall, false);

  constructor() {
    super();
    this.name = 'end-confirm';
    this.alert = true;
  }

  override willUpdate(): void {
    super.willUpdate();
    this.heading = this.t(this.#call.value ? 'sheet.endCallTitle' : 'sheet.endTitle');
  }

  protected override content(): TemplateResult {
    return html`
      <p part="hint">${this.t(this.#call.value ? 'sheet.endCallHint' : 'sheet.endHint')}</p>
      <div class="acts">
        <button class="button" part="keep" type="button" autofocus @click=${() => this.request({ type: 'SHEET_CLOSE' })}>${this.t('sheet.endKeep')}</button>
        <button class="button danger" part="end" type="button" @click=${this.#end}>${this.t('sheet.endConfirm')}</button>
      </div>
    `;
  }

  #end(): void {
    this.request({ type: 'SHEET_CLOSE' });
    this.request({ type: 'BROADCAST_END' });
  }
}

define('muf-end-confirm', MufEndConfirm);
declare global { interface HTMLElementTagNameMap { 'muf-end-confirm': MufEndConfirm } }
