import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Band } from '../../core/media/quality/figures.ts';
import type { Tile } from '../../core/stores/stage.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { isWeak, signalIcon } from '../feedback/signal.ts';
import { formatDuration } from '../header/duration.ts';
import { TickController } from '../header/tick-controller.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { mayManage } from '../moderation/may-manage.ts';
import { avatar, avatarStyles, tintOf } from '../people/avatar.ts';
import type { Rect } from './arrange.ts';
import { Backdrop } from './backdrop.ts';
import { tileStyles } from './muf-tile.css.ts';
import { routeSound, startPlayback } from './playback.ts';
import { Screens } from './screens.ts';
import { SizeReport } from './size-report.ts';

/**
 * One person's picture, or screen, with their sound. The video element is always there; what cannot be seen, or not
 * yet, is shown as the person's avatar on a field of their own colour.
 *
 * @element muf-tile
 * @attr {boolean} bare - It fills the stage: neither name tag nor ring, because the header says both.
 * @fires {CustomEvent<MufRequest>} muf-request - `SOUND_BLOCKED` when the browser refuses to play sound before a tap; `TILE_SIZE` when it is shown larger, smaller or not at all; `TILE_SPOTLIGHT` when it is pressed.
 * @csspart tile - The whole picture.
 * @csspart video - The video element.
 * @csspart avatar - The avatar shown without a picture.
 * @csspart name - The name tag.
 * @csspart spotlight - Makes it large for oneself, and lets it go: all of the picture can be pressed.
 * @csspart mic - The badge of a muted microphone.
 * @csspart options - What may be done with them, for the original host.
 * @csspart signal - The badge of a weak connection.
 * @csspart ring - The speaking ring.
 * @csspart veil - What covers the picture while paused or away.
 */
export class MufTile extends MufElement {
  static override properties = { tile: { attribute: false }, rect: { attribute: false }, bare: { type: Boolean, reflect: true }, spotlight: { attribute: false }, portrait: { state: true }, blank: { state: true } };
  static override styles = [shared, chrome, avatarStyles, tileStyles];

  declare tile: Tile | undefined;
  /** Where it stands on its stage; none outside one. */
  declare rect: Rect | undefined;
  declare bare: boolean;
  /** Whether I have made it large for myself; `undefined` where there is nothing to choose. */
  declare spotlight: boolean | undefined;
  declare protected portrait: boolean;
  /** No picture has come yet: their avatar is there until it does. */
  declare protected blank: boolean;
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #offset = this.watch((room) => room.manager.stores.session.$clockOffset, 0);
  readonly #devices = this.watch((room) => room.manager.stores.devices.$selected, {});
  readonly #soundBlocked = this.watch((room) => room.view.$soundBlocked, false);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #bands = this.watch((room) => room.manager.stores.quality.$peers, new Map<string, Band>());
  readonly #screens = new Screens(this);
  readonly #backdrop = new Backdrop(this, () => ({ video: this.#video, canvas: this.renderRoot.querySelector('canvas') }));

  constructor() {
    super();
    new TickController(this, () => this.tile?.awayUntil !== undefined);
    this.bare = false;
    this.portrait = false;
    this.blank = true;
    new SizeReport(this, (width, height) => {
      if (this.tile && !this.tile.isSelf) this.request({ type: 'TILE_SIZE', peerId: this.tile.peerId, source: this.tile.source, width, height });
    });
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
    return html`<div part="tile" class=${classes.join(' ')} role="group" aria-label=${tile.source === 'screen' ? this.t('stage.screen', { name }) : name} @click=${this.#pressed}>
      ${picture && this.#contains(tile) ? html`<canvas class="backdrop" aria-hidden="true"></canvas>` : nothing}
      ${repeat(this.#screens.list, ({ key }) => key, () => html`<video part="video" autoplay playsinline disablepictureinpicture aria-hidden=${picture ? 'false' : 'true'} aria-label=${name} @resize=${this.#sized} @loadedmetadata=${this.#sized} @playing=${this.#played}></video>`)}
      ${picture && !this.blank ? nothing : html`<div class="field" data-tint=${tintOf(name)}>${avatar(name, tile.avatarUrl)}</div>`}
      ${this.#veil(tile)}
      ${this.spotlight === undefined ? nothing : html`<button part="spotlight" class="spotlight" type="button" aria-pressed=${this.spotlight} aria-label=${this.t('stage.spotlight', { name })}><span class="chrome">${icon(this.spotlight ? 'collapse' : 'expand')}</span></button>`}
      <div part="ring" class="ring"></div>
      <div part="name" class="tag chrome" title=${name}><span class="ellipsis" dir="auto">${tile.isSelf ? this.t('stage.youNamed', { name }) : name}</span></div>
      ${tile.audioMuted && tile.source === 'camera' ? html`<div part="mic" class="badge chrome" role="img" aria-label=${this.t('stage.muted')} title=${this.t('stage.muted')}>${icon('mic-off')}</div>` : nothing}
      ${this.#signal(tile, name)}
      ${this.#options(tile, name)}
    </div>`;
  }

  protected override willUpdate(): void {
    this.#screens.want(this.tile?.playback);
  }

  /** A press anywhere on the picture; by keyboard, on its button. */
  #pressed(event: Event): void {
    const { tile, spotlight } = this;
    if (!tile || spotlight === undefined || (event.target as Element).closest('.options')) return;
    this.request({ type: 'TILE_SPOTLIGHT', tile: spotlight ? null : tile.key });
  }

  /** For the original host: what may be done with a cohost. */
  #options(tile: Tile, name: string): TemplateResult | typeof nothing {
    const { peerId, displayName, isOriginalHost, source } = tile;
    if (source !== 'camera' || !mayManage(this.#self.value, { peerId, role: 'host', isOriginalHost })) return nothing;
    const says = this.t('moderation.options', { name });
    return html`<button part="options" class="options" type="button" aria-haspopup="dialog" aria-label=${says} title=${says} @click=${() => this.request({ type: 'PERSON_OPEN', person: { peerId, displayName } })}><span class="chrome">${icon('more')}</span></button>`;
  }

  /** Their connection, not mine: that one has its badge in the header. */
  #signal(tile: Tile, name: string): TemplateResult | typeof nothing {
    const band = this.#bands.value.get(tile.peerId);
    if (!isWeak(band) || tile.isSelf || tile.away || tile.paused) return nothing;
    const says = this.t('quality.peer', { name });
    return html`<div part="signal" class=${`badge signal chrome ${band} ${tile.audioMuted && tile.source === 'camera' ? 'second' : ''}`} role="img" aria-label=${says} title=${says}>${icon(signalIcon[band])}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('rect') && this.rect) this.#place(this.rect);
    const video = this.#video;
    const { tile } = this;
    if (!video || !tile) return;
    const videos = [...this.renderRoot.querySelectorAll('video')];
    if (!tile.isSelf) for (const each of videos) routeSound(each, this.#devices.value.speaker);
    const play = (each: HTMLVideoElement): void => this.#play(each);
    this.#screens.show(videos, { stream: tile.stream, muted: tile.isSelf || this.#soundBlocked.value, picture: this.#hasPicture(tile), play });
    if (changed.has('tile')) this.#play();
    if (video !== this.#video) this.#sized();
    this.#backdrop.run(this.#hasPicture(tile) && this.#contains(tile));
  }

  #place({ x, y, width, height }: Rect): void {
    this.style.setProperty('--tile-x', String(x));
    this.style.setProperty('--tile-y', String(y));
    Object.assign(this.style, { inlineSize: `${width}px`, blockSize: `${height}px` });
  }

  get #video(): HTMLVideoElement | null {
    return this.#screens.shown ?? this.renderRoot.querySelector('video');
  }

  #hasPicture(tile: Tile): boolean {
    return tile.hasVideo && !tile.videoOff && (tile.playback !== undefined || tile.stream !== null);
  }

  /** A screen is always shown whole; a camera is, on the desktop, where covering would cut most of it away. */
  #contains(tile: Tile): boolean {
    if (tile.source === 'screen') return true;
    return this.#layout.value === 'wide' && (this.portrait || this.bare);
  }

  #veil(tile: Tile): TemplateResult | typeof nothing {
    if (tile.away) return html`<div part="veil" class="veil away"><span class="chrome">${this.t('stage.away')}${tile.awayUntil === undefined ? nothing : html` <span class="tabular" role="timer">${this.#left(tile.awayUntil)}</span>`}</span></div>`;
    if (!tile.paused) return nothing;
    return html`<div part="veil" class="veil">${icon('pause')}<span>${this.t('stage.paused')}</span><small>${this.t('stage.pausedHint')}</small></div>`;
  }

  /** How long they may still come back: after that, the room goes on without them. */
  #left(awayUntil: number): string {
    return formatDuration((awayUntil - Date.now() - this.#offset.value) / 1000, this.locale);
  }

  #play(video: HTMLVideoElement | null = this.#video): void {
    if (video?.srcObject || video?.src) void startPlayback(video, () => this.request({ type: 'SOUND_BLOCKED' }));
  }

  /** A player that brings its own sound may have been refused it. */
  #played({ target }: Event): void {
    if (target === this.#video && this.tile?.playback && this.#video?.muted && !this.#soundBlocked.value) this.request({ type: 'SOUND_BLOCKED' });
  }

  #sized(): void {
    const video = this.#video;
    this.portrait = !!video && video.videoHeight > video.videoWidth;
    this.blank &&= !video?.videoWidth;
  }
}

define('muf-tile', MufTile);
declare global { interface HTMLElementTagNameMap { 'muf-tile': MufTile } }
