import { html, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Shows who is here.
 *
 * @element muf-people-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufPeopleControl extends Control {
  override render(): TemplateResult {
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('people')} label=${this.t('controls.people')} icon="people" @click=${() => this.request({ type: 'PEOPLE_OPEN' })}></muf-control-button>`;
  }
}

define('muf-people-control', MufPeopleControl);
declare global { interface HTMLElementTagNameMap { 'muf-people-control': MufPeopleControl } }
