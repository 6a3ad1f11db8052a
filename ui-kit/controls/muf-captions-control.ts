import { html, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Captions on and off. Hidden until there are any.
 *
 * @element muf-captions-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @fires {CustomEvent<MufRequest>} muf-request - `CAPTIONS_SHOW`.
 * @csspart control - The button.
 */
export class MufCaptionsControl extends Control {
  readonly #captions = this.watch((room) => room.view.$captions, 'none');

  override willUpdate(): void {
    this.hidden = this.#captions.value === 'none';
  }

  override render(): TemplateResult {
    const on = this.#captions.value === 'on';
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('captions')} label=${this.t('captions.label')} icon="captions" .pressed=${on} ?off=${this.#captions.value === 'off'}
      @click=${() => this.request({ type: 'CAPTIONS_SHOW', shown: !on })}></muf-control-button>`;
  }
}

define('muf-captions-control', MufCaptionsControl);
declare global { interface HTMLElementTagNameMap { 'muf-captions-control': MufCaptionsControl } }
