import { html, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { isCall } from '../stage/call.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * Opens what is needed to pass the stream on.
 *
 * @element muf-share-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufShareControl extends Control {
  readonly #call = this.watch(isCall, false);
  readonly #link = this.watch((room) => room.manager.stores.session.$shareLink, null);

  /** A guest has no seat to give away. */
  protected override willUpdate(): void {
    this.hidden = this.#call.value && this.#link.value === null;
  }

  override render(): TemplateResult {
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} keys=${this.keys('share')} label=${this.t('controls.share')} icon="share" @click=${() => this.request({ type: 'SHARE_OPEN' })}></muf-control-button>`;
  }
}

define('muf-share-control', MufShareControl);
declare global { interface HTMLElementTagNameMap { 'muf-share-control': MufShareControl } }
