import { css, html, nothing, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import type { MufRequest } from '../requests.ts';
import { MufSheet } from '../sheets/muf-sheet.ts';
import './muf-permission-help.ts';

/**
 * The help for blocked devices, when they were wanted for something: an invitation on stage, say. Once they are allowed,
 * that is asked for again.
 *
 * @element muf-permission-sheet
 * @fires {CustomEvent<MufRequest>} muf-request - `SHEET_CLOSE`, and what was refused before.
 */
export class MufPermissionSheet extends MufSheet {
  static override styles = [...MufSheet.styles, css`muf-permission-help { margin-block-start: var(--muf-space-2) }`];

  readonly #refused = this.watch((room) => room.view.$refused, null);

  constructor() {
    super();
    this.name = 'permission';
  }

  override willUpdate(): void {
    super.willUpdate();
    this.heading = this.t('permission.title');
  }

  protected override content(): TemplateResult | typeof nothing {
    return this.open ? html`<muf-permission-help exportparts="picture, steps, step, system, retry" @muf-request=${this.#again}></muf-permission-help>` : nothing;
  }

  #again(event: CustomEvent<MufRequest>): void {
    event.stopPropagation();
    const refused = this.#refused.value;
    this.request({ type: 'SHEET_CLOSE' });
    if (refused) this.request(refused);
  }
}

define('muf-permission-sheet', MufPermissionSheet);
declare global { interface HTMLElementTagNameMap { 'muf-permission-sheet': MufPermissionSheet } }
