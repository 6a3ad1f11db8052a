import { html, nothing, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { MufSheet } from '../sheets/muf-sheet.ts';
import './muf-debug-panel.ts';

/**
 * The debug panel in a sheet. Alt+Shift+D opens it, and so does `data-muf-request="DEBUG_OPEN"`.
 *
 * @element muf-debug-sheet
 */
export class MufDebugSheet extends MufSheet {
  constructor() {
    super();
    this.name = 'debug';
  }

  override willUpdate(): void {
    super.willUpdate();
    this.heading = this.t('debug.title');
  }

  protected override content(): TemplateResult | typeof nothing {
    return this.open ? html`<muf-debug-panel exportparts="copy, status, section, heading: section-heading, report"></muf-debug-panel>` : nothing;
  }
}

define('muf-debug-sheet', MufDebugSheet);
declare global { interface HTMLElementTagNameMap { 'muf-debug-sheet': MufDebugSheet } }
