import { html, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Microphone on and off.
 *
 * @element muf-mic-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufMicControl extends Control {
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  override render(): TemplateResult {
    const { audioMuted, hasAudio, micProblem } = this.#local.value;
    const on = hasAudio && !audioMuted;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('mic')} label=${this.t('controls.microphone')} icon=${on ? 'mic' : 'mic-off'} .pressed=${on} ?off=${!on}
      ?warning=${micProblem !== null} hint=${micProblem ? this.t(`error.${micProblem}`) : ''}
      @click=${() => this.request({ type: 'AUDIO_MUTE', muted: on })}></muf-control-button>`;
  }
}

define('muf-mic-control', MufMicControl);
declare global { interface HTMLElementTagNameMap { 'muf-mic-control': MufMicControl } }
