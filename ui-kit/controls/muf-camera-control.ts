import { html, type PropertyValues, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Camera on and off. Hidden where there is to be none, unless one is on.
 *
 * @element muf-camera-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufCameraControl extends Control {
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #cameraless = this.watch((room) => room.view.$cameraless, false);

  override willUpdate(_changed: PropertyValues): void {
    this.hidden = this.#cameraless.value && !this.#local.value.hasVideo;
  }

  override render(): TemplateResult {
    const { videoOff, hasVideo, cameraProblem } = this.#local.value;
    const on = hasVideo && !videoOff;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('camera')} label=${this.t('controls.camera')} icon=${on ? 'camera' : 'camera-off'} .pressed=${on} ?off=${!on}
      ?warning=${cameraProblem !== null} hint=${cameraProblem ? this.t(`error.${cameraProblem}`) : ''}
      @click=${() => this.request({ type: 'VIDEO_OFF', off: on })}></muf-control-button>`;
  }
}

define('muf-camera-control', MufCameraControl);
declare global { interface HTMLElementTagNameMap { 'muf-camera-control': MufCameraControl } }
