import { html, type PropertyValues, type TemplateResult } from 'lit';
import { computed } from 'nanostores';
import { define } from '../define.ts';
import '../locales/english.ts';
import { canOpenPicture, openPicture, type Picture } from '../stage/picture.ts';
import { Control, exportedParts } from './control.ts';
import './muf-control-button.ts';

/**
 * The stage in a small window over all others, and back. Hidden where the browser has none, and while there is no picture.
 *
 * @element muf-pip-control
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @csspart control - The button.
 */
export class MufPipControl extends Control {
  static override properties = { ...Control.properties, picture: { state: true } };

  declare protected picture: Picture | undefined;
  readonly #hasPicture = this.watch((room) => computed(room.manager.stores.stage.$tiles, (tiles) => tiles.some(({ hasVideo, videoOff }) => hasVideo && !videoOff)), false);
  #opening = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.picture?.close();
  }

  override willUpdate(_changed: PropertyValues): void {
    this.hidden = !canOpenPicture() || (!this.#hasPicture.value && !this.picture);
  }

  override render(): TemplateResult {
    return html`<muf-control-button exportparts=${exportedParts} look=${this.look} label=${this.t('controls.pip')} icon="pip" .pressed=${this.picture !== undefined}
      @click=${this.#toggle}></muf-control-button>`;
  }

  async #toggle(): Promise<void> {
    if (this.picture) return this.picture.close();
    if (!this.room || this.#opening) return;
    this.#opening = true;
    let over = false;
    try {
      const picture = await openPicture({
        $tiles: this.room.manager.stores.stage.$tiles,
        title: this.t('controls.pip'), someone: this.t('stage.someone'), lang: this.locale, dir: this.matches(':dir(rtl)') ? 'rtl' : 'ltr',
        closed: () => {
          over = true;
          this.picture = undefined;
        },
      });
      if (!over) this.picture = picture;
      if (!this.isConnected) picture.close();
    } catch {
      // The browser does not let it now: everything stays as it is.
    } finally {
      this.#opening = false;
    }
  }
}

define('muf-pip-control', MufPipControl);
declare global { interface HTMLElementTagNameMap { 'muf-pip-control': MufPipControl } }
