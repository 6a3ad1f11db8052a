import { html, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Pauses the whole broadcast: picture and sound rest, the room stays.
 *
 * @element muf-pause-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufPauseControl extends Control {
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  override render(): TemplateResult {
    const { paused } = this.#local.value;
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('controls.pause')} icon=${paused ? 'play' : 'pause'} .pressed=${paused} ?off=${paused}
      @click=${() => this.request({ type: 'BROADCAST_PAUSE', paused: !paused })}></muf-control-button>`;
  }
}

define('muf-pause-control', MufPauseControl);
declare global { interface HTMLElementTagNameMap { 'muf-pause-control': MufPauseControl } }
