import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import '../people/muf-viewer-list.ts';
import './muf-sheet.ts';

/**
 * Who is here, on a phone.
 *
 * @element muf-people-sheet
 */
export class MufPeopleSheet extends MufElement {
  static override styles = [shared, css`:host { display: block } muf-viewer-list { padding: 0 var(--muf-space-2) var(--muf-space-4) }`];

  override render(): TemplateResult {
    return html`<muf-sheet name="people" flush heading=${this.t('people.label')}><muf-viewer-list></muf-viewer-list></muf-sheet>`;
  }
}

define('muf-people-sheet', MufPeopleSheet);
declare global { interface HTMLElementTagNameMap { 'muf-people-sheet': MufPeopleSheet } }
