import { html, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Full screen on and off. Hidden where the browser has none.
 *
 * @element muf-fullscreen-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufFullscreenControl extends Control {
  readonly #changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = !document.fullscreenEnabled;
    document.addEventListener('fullscreenchange', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#changed);
  }

  override render(): TemplateResult {
    const on = document.fullscreenElement !== null;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('fullscreen')} label=${this.t('controls.fullscreen')} icon=${on ? 'collapse' : 'expand'} .pressed=${on}
      @click=${() => this.request({ type: 'FULLSCREEN_TOGGLE' })}></muf-control-button>`;
  }
}

define('muf-fullscreen-control', MufFullscreenControl);
declare global { interface HTMLElementTagNameMap { 'muf-fullscreen-control': MufFullscreenControl } }
