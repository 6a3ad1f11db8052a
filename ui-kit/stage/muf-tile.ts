import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Tile } from '../../core/stores/stage.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles, tintOf } from '../people/avatar.ts';
import type { Rect } from './arrange.ts';
import { Backdrop } from './backdrop.ts';
import { tileStyles } from './muf-tile.css.ts';
import { startPlayback } from './playback.ts';

/**
 * One person's picture, or screen, with their sound. The video element is always there; what cannot be seen is
 * shown as the person's avatar on a field of their own colour.
 *
 * @element muf-tile
 * @attr {boolean} bare - It fills the stage: neither name tag nor ring, because the header says both.
 * @fires {CustomEvent<MufRequest>} muf-request - `SOUND_BLOCKED` when the browser refuses to play sound before a tap.
 * @csspart tile - The whole picture.
 * @csspart video - The video element.
 * @csspart avatar - The avatar shown without a picture.
 * @csspart name - The name tag.
 * @csspart mic - The badge of a muted microphone.
 * @csspart ring - The speaking ring.
 * @csspart veil - What covers the picture while paused or away.
 */
export class MufTile extends MufElement {
  static override properties = { tile: { attribute: false }, rect: { attribute: false }, bare: { type: Boolean, reflect: true }, portrait: { state: true } };
  static override styles = [shared, chrome, avatarStyles, tileStyles];

  declare tile: Tile | undefined;
  /** Where it stands on its stage; none outside one. */
  declare rect: Rect | undefined;
  declare bare: boolean;
  declare protected portrait: boolean;
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #soundBlocked = this.watch((room) => room.view.$soundBlocked, false);
  readonly #backdrop = new Backdrop(this, () => ({ video: this.#video, canvas: this.renderRoot.querySelector('canvas') }));

  constructor() {
    super();
    this.bare = false;
    this.portrait = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Moving an element pauses its video.
    if (this.hasUpdated) this.#play();
  }

  override render(): TemplateResult | typeof nothing {
    const { tile } = this;
    if (!tile) return nothing;
    const name = tile.displayName || this.t('stage.someone');
    const picture = this.#hasPicture(tile);
    const classes = ['tile', picture ? '' : 'no-picture', this.#contains(tile) ? 'contain' : '', tile.mirrored ? 'mirrored' : '', tile.speaking ? 'speaking' : ''];
    return html`<div part="tile" class=${classes.join(' ')} role="group" aria-label=${tile.source === 'screen' ? this.t('stage.screen', { name }) : name}>
      ${picture && this.#contains(tile) ? html`<canvas class="backdrop" aria-hidden="true"></canvas>` : nothing}
      <video part="video" autoplay playsinline aria-hidden=${picture ? 'false' : 'true'} aria-label=${name} @resize=${this.#sized} @loadedmetadata=${this.#sized}></video>
      ${picture ? nothing : html`<div class="field" data-tint=${tintOf(name)}>${avatar(name, tile.avatarUrl)}</div>`}
      ${this.#veil(tile)}
      <div part="ring" class="ring"></div>
      <div part="name" class="tag chrome" title=${name}><span class="ellipsis">${tile.isSelf ? this.t('stage.youNamed', { name }) : name}</span></div>
      ${tile.audioMuted && tile.source === 'camera' ? html`<div part="mic" class="badge chrome" role="img" aria-label=${this.t('stage.muted')} title=${this.t('stage.muted')}>${icon('mic-off')}</div>` : nothing}
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('rect') && this.rect) this.#place(this.rect);
    const video = this.#video;
    const { tile } = this;
    if (!video || !tile) return;
    const muted = tile.isSelf || this.#soundBlocked.value;
    const fresh = video.srcObject !== tile.stream;
    if (fresh) video.srcObject = tile.stream;
    if (fresh || changed.has('tile') || video.muted !== muted) {
      video.muted = muted;
      this.#play();
    }
    this.#backdrop.run(this.#hasPicture(tile) && this.#contains(tile));
  }

  #place({ x, y, width, height }: Rect): void {
    Object.assign(this.style, { insetInlineStart: `${x}px`, insetBlockStart: `${y}px`, inlineSize: `${width}px`, blockSize: `${height}px` });
  }

  get #video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  #hasPicture(tile: Tile): boolean {
    return tile.hasVideo && !tile.videoOff && tile.stream !== null;
  }

  /** A screen is always shown whole; a camera is, on the desktop, where covering would cut most of it away. */
  #contains(tile: Tile): boolean {
    if (tile.source === 'screen') return true;
    return this.#layout.value === 'wide' && (this.portrait || this.bare);
  }

  #veil(tile: Tile): TemplateResult | typeof nothing {
    if (tile.away) return html`<div part="veil" class="veil away"><span class="chrome">${this.t('stage.away')}</span></div>`;
    if (!tile.paused) return nothing;
    return html`<div part="veil" class="veil">${icon('pause')}<span>${this.t('stage.paused')}</span><small>${this.t('stage.pausedHint')}</small></div>`;
  }

  #play(): void {
    const video = this.#video;
    if (video?.srcObject) void startPlayback(video, () => this.request({ type: 'SOUND_BLOCKED' }));
  }

  #sized(): void {
    const video = this.#video;
    this.portrait = !!video && video.videoHeight > video.videoWidth;
  }
}

define('muf-tile', MufTile);
declare global { interface HTMLElementTagNameMap { 'muf-tile': MufTile } }
