import { html, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Opens the settings: devices for those on stage, quality for those watching.
 *
 * @element muf-settings-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufSettingsControl extends Control {
  override render(): TemplateResult {
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('settings')} label=${this.t('controls.settings')} icon="settings" @click=${() => this.request({ type: 'SHEET_OPEN', sheet: 'settings' })}></muf-control-button>`;
  }
}

define('muf-settings-control', MufSettingsControl);
declare global { interface HTMLElementTagNameMap { 'muf-settings-control': MufSettingsControl } }
