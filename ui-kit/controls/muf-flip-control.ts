import { html, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Turns to the other camera. Hidden while there are fewer than two, and where there is to be no camera.
 *
 * @element muf-flip-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufFlipControl extends Control {
  readonly #devices = this.watch((room) => room.manager.stores.devices.$devices, { camera: [], microphone: [], speaker: [] });
  readonly #cameraless = this.watch((room) => room.view.$cameraless, false);

  override willUpdate(_changed: PropertyValues): void {
    this.hidden = this.#cameraless.value || this.#devices.value.camera.length < 2;
  }

  override render(): TemplateResult {
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('controls.flip')} icon="flip" @click=${() => this.request({ type: 'CAMERA_SWITCH' })}></muf-control-button>`;
  }
}

define('muf-flip-control', MufFlipControl);
declare global { interface HTMLElementTagNameMap { 'muf-flip-control': MufFlipControl } }
