import { css, html, type TemplateResult } from 'lit';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { mayEnd } from '../header/may-end.ts';
import '../locales/english.ts';
import type { MessageKey } from '../localize.ts';
import { isCall } from '../stage/call.ts';
import { MufSheet } from './muf-sheet.ts';

/**
 * The question before the end, or before leaving for who cannot end it. Its buttons stand inside the dialog itself, where people and tests look for them.
 *
 * @element muf-end-confirm
 * @fires {CustomEvent<MufRequest>} muf-request - `BROADCAST_END` or `STREAM_LEAVE`, or `SHEET_CLOSE` to keep going.
 * @csspart hint - What ending means.
 * @csspart keep - "Keep going".
 * @csspart end - "End", or "Leave".
 */
export class MufEndConfirm extends MufSheet {
  static override styles = [...MufSheet.styles, buttons, css`
    p { margin-block: var(--muf-space-2) var(--muf-space-5); text-align: center; color: var(--muf-color-on-surface-muted) }
    .acts { display: grid; grid-template-columns: 1fr 1fr; gap: var(--muf-space-3) }
    .acts .button { padding-inline: var(--muf-space-3) }
  `];

  readonly #call = this.watch(isCall, false);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  constructor() {
    super();
    this.name = 'end-confirm';
    this.alert = true;
  }

  override willUpdate(): void {
    super.willUpdate();
    this.heading = this.t(this.#says[0]);
  }

  get #says(): readonly [title: MessageKey, hint: MessageKey, keep: MessageKey, go: MessageKey] {
    if (!mayEnd(this.#self.value)) return ['sheet.leaveTitle', 'sheet.leaveHint', 'sheet.leaveStay', 'header.leave'];
    return this.#call.value ? ['sheet.endCallTitle', 'sheet.endCallHint', 'sheet.endKeep', 'sheet.endConfirm'] : ['sheet.endTitle', 'sheet.endHint', 'sheet.endKeep', 'sheet.endConfirm'];
  }

  protected override content(): TemplateResult {
    const [, hint, keep, go] = this.#says;
    return html`
      <p part="hint">${this.t(hint)}</p>
      <div class="acts">
        <button class="button" part="keep" type="button" autofocus @click=${() => this.request({ type: 'SHEET_CLOSE' })}>${this.t(keep)}</button>
        <button class="button danger" part="end" type="button" @click=${this.#end}>${this.t(go)}</button>
      </div>
    `;
  }

  #end(): void {
    this.request({ type: 'SHEET_CLOSE' });
    this.request({ type: mayEnd(this.#self.value) ? 'BROADCAST_END' : 'STREAM_LEAVE' });
  }
}

define('muf-end-confirm', MufEndConfirm);
declare global { interface HTMLElementTagNameMap { 'muf-end-confirm': MufEndConfirm } }
