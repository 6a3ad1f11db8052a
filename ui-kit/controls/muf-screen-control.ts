import { html, type PropertyValues, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Shares the screen beside the camera, and stops. Hidden where the browser cannot.
 *
 * @element muf-screen-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @fires {CustomEvent<MufRequest>} muf-request - `SCREEN_SHARE`.
 * @csspart control - The button.
 */
export class MufScreenControl extends Control {
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  override willUpdate(_changed: PropertyValues): void {
    const can = typeof navigator.mediaDevices?.getDisplayMedia === 'function';
    const may = this.#self.value?.caps.includes('publish:screen') ?? false;
    this.hidden = !can || !may;
  }

  override render(): TemplateResult {
    const shared = this.#local.value.screen !== null;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('controls.screen')} icon="screen" .pressed=${shared} ?off=${shared}
      @click=${() => this.request({ type: 'SCREEN_SHARE', shared: !shared })}></muf-control-button>`;
  }
}

define('muf-screen-control', MufScreenControl);
declare global { interface HTMLElementTagNameMap { 'muf-screen-control': MufScreenControl } }
