import { html, type PropertyValues, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Mirrors my own picture, for me only. Hidden where there is to be no camera.
 *
 * @element muf-mirror-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufMirrorControl extends Control {
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #cameraless = this.watch((room) => room.view.$cameraless, false);

  override willUpdate(_changed: PropertyValues): void {
    this.hidden = this.#cameraless.value && !this.#local.value.hasVideo;
  }

  override render(): TemplateResult {
    const { mirrored } = this.#local.value;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('controls.mirror')} icon="mirror" .pressed=${mirrored}
      @click=${() => this.request({ type: 'MIRROR_SET', mirrored: !mirrored })}></muf-control-button>`;
  }
}

define('muf-mirror-control', MufMirrorControl);
declare global { interface HTMLElementTagNameMap { 'muf-mirror-control': MufMirrorControl } }
