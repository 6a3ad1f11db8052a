import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { avatar, avatarStyles } from '../people/avatar.ts';

/**
 * My own camera, before anyone else sees it. Without a picture it shows my initial.
 *
 * @element muf-preview
 * @attr {string} name - Whose initial stands in for a missing picture.
 * @csspart video - The picture.
 * @csspart off - What stands in for it.
 * @csspart avatar - The initial.
 */
export class MufPreview extends MufElement {
  static override properties = { name: {} };
  static override styles = [shared, avatarStyles, css`
    :host { display: block; position: relative; overflow: hidden; background: rgb(from var(--muf-color-scrim) r g b); color: var(--muf-color-on-video) }
    video { display: block; inline-size: 100%; block-size: 100%; object-fit: cover }
    video[data-mirrored] { scale: -1 1 }
    video[data-off] { visibility: hidden }
    .off svg { inline-size: 56px; block-size: 56px; opacity: 0.7 }
    .off { --size: 112px; position: absolute; inset: 0; display: grid; place-items: center; background: color-mix(in oklab, rgb(from var(--muf-color-scrim) r g b), var(--muf-color-on-video) 14%) }
  `];

  declare name: string;
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #cameraless = this.watch((room) => room.view.$cameraless, false);

  constructor() {
    super();
    this.name = '';
  }

  override render(): TemplateResult {
    const { hasVideo, videoOff, mirrored } = this.#local.value;
    const off = !hasVideo || videoOff;
    return html`
      <video part="video" aria-label=${this.t('setup.preview')} autoplay playsinline disablepictureinpicture .muted=${true} ?data-mirrored=${mirrored} ?data-off=${off}></video>
      <div class="off" part="off" ?hidden=${!off}>${this.name.trim() ? avatar(this.name) : icon(this.#cameraless.value ? 'mic' : 'camera-off')}</div>
    `;
  }

  override updated(_changed: PropertyValues): void {
    const video = this.renderRoot.querySelector('video');
    const { stream } = this.#local.value;
    if (video && video.srcObject !== stream) video.srcObject = stream;
  }
}

define('muf-preview', MufPreview);
declare global { interface HTMLElementTagNameMap { 'muf-preview': MufPreview } }
