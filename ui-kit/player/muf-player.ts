import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { systemClock } from '../../core/clock.ts';
import { Stillness } from '../controls/stillness.ts';
import { define } from '../define.ts';
import { icon, type IconName } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { createLocaleStore, translate, type MessageKey } from '../localize.ts';
import '../locales/english.ts';
import { dress } from '../room/dress.ts';
import { speak } from '../room/language.ts';
import { StoreController } from '../store-controller.ts';
import './muf-player-live.ts';
import './muf-player-menu.ts';
import './muf-player-scrub.ts';
import './muf-player-status.ts';
import './muf-player-volume.ts';
import { actOn, type PlayerKey } from './player-keys.ts';
import { pieceStyles } from './piece.css.ts';
import { playerStyles } from './player.css.ts';
import { followVideo, showCaptions, type PlayerView, type VideoState, type ViewerFactory } from './player-view.ts';
import { togglePip } from './toggle-pip.ts';

/** Controls go when nothing has stirred for so long, in ms. */
const restMs = 2800;

/**
 * Plays a live broadcast: `<muf-player src="https://relay.example/playback/lv_…?tok=…">`. Over MoQT a fraction of a
 * second behind the camera, over LL-HLS where that cannot be; it says which, falls back, reconnects and climbs back by itself.
 *
 * @element muf-player
 * @attr {string} src - A playback URL.
 * @attr {'auto' | 'moqt' | 'hls'} path - Which way to take; the best there is by default.
 * @attr {string} source - In a room: whose picture and sound, by peer id.
 * @attr {string} quality - `auto`, or the name of a rendition.
 * @attr {number} target-latency - How far behind the camera, in ms, for viewers who are to see the same at the same time.
 * @attr {boolean} dvr - Lets one go back to what was before, as far as it is kept.
 * @attr {boolean} manual - Waits for a press; else it starts by itself.
 * @attr {boolean} muted - Starts without sound.
 * @attr {string} poster - The address of a picture to show before.
 * @attr {'dark' | 'light' | 'auto' | string} theme - Dark by default.
 * @attr {'compact' | 'roomy'} density - How close things stand; in between by default.
 * @attr {string} lang - The language; the page’s own by default.
 * @fires {CustomEvent<ViewerState>} muf-player-state - How it stands: `idle`, `connecting`, `playing`, `stalled`, `waiting`, `paused`, `ended`, `failed`.
 * @csspart video - The picture.
 * @csspart poster - What stands in its place before.
 * @csspart bar - The controls.
 * @csspart tool - One of their buttons.
 * @csspart play - Plays and pauses.
 * @csspart captions - Captions on and off.
 * @csspart pip - Picture in picture.
 * @csspart fullscreen - Full screen.
 * @csspart live - Says whether it is live; goes there.
 * @csspart latency - How far behind the camera.
 * @csspart scrub - The bar of what is kept.
 * @csspart mute - Sound on and off.
 * @csspart menu - Quality and more.
 * @csspart status-title - What is the matter.
 * @csspart retry - Tries again.
 * @csspart big-play - The large button that starts it.
 * @cssproperty --muf-player-radius - How round its corners are.
 * @cssproperty --muf-player-fit - `cover` to fill the place, `contain` (the default) to show all.
 */
export class MufPlayer extends LitElement {
  static override properties = {
    src: { reflect: true }, path: { reflect: true }, source: { reflect: true }, quality: { reflect: true }, targetLatency: { type: Number, attribute: 'target-latency', reflect: true },
    dvr: { type: Boolean, reflect: true }, manual: { type: Boolean, reflect: true }, muted: { type: Boolean, reflect: true }, poster: { reflect: true }, theme: { reflect: true },
    wanted: { state: true }, resting: { state: true }, full: { state: true },
  };
  static override styles = [shared, pieceStyles, playerStyles];

  declare src: string | null;
  declare path: 'auto' | 'moqt' | 'hls' | null;
  declare source: string | null;
  declare quality: string | null;
  declare targetLatency: number | null;
  declare dvr: boolean;
  declare manual: boolean;
  declare muted: boolean;
  declare poster: string | null;
  declare theme: string | null;
  /** Gives a new playback URL when the present one is about to run out. */
  renew: (() => Promise<string>) | undefined;
  /** Makes the viewer, where it is not the SDK’s own. */
  createViewer: ViewerFactory | undefined;
  protected declare wanted: boolean;
  protected declare resting: boolean;
  protected declare full: boolean;
  readonly #video = document.createElement('video');
  readonly #locale = createLocaleStore();
  readonly #stillness = new Stillness(systemClock, restMs, () => { this.resting = true; });
  readonly #words = new StoreController(this, this.#locale.$locale.get());
  readonly #state = new StoreController<VideoState>(this, { paused: true, muted: false, volume: 1, pip: false, captions: 'none' });
  readonly #viewerState = new StoreController<string>(this, 'idle');
  #view: PlayerView | undefined;
  #follow: { close(): void } | undefined;
  #hush: (() => void) | undefined;
  #stopState: (() => void) | undefined;
  #menuOpen = false;
  #generation = 0;

  constructor() {
    super();
    this.dvr = this.manual = this.muted = this.wanted = this.resting = this.full = false;
    this.#video.playsInline = true;
    this.#video.setAttribute('part', 'video');
    this.#words.bind(this.#locale.$locale);
    this.addEventListener('keydown', (event) => this.#key(event));
    this.addEventListener('muf-player-menu', ({ detail }) => { this.#menuOpen = detail; this.#stir(); });
  }

  /** The picture’s own element. */
  get video(): HTMLVideoElement { return this.#video; }
  /** The viewer behind it, with all its stores; nothing before it plays. */
  get viewer(): PlayerView['viewer'] | undefined { return this.#view?.viewer; }

  /** Starts it, or goes on. */
  play(): void {
    if (!this.wanted) this.wanted = true;
    else void this.#video.play().catch(() => {});
  }

  pause(): void {
    this.#video.pause();
  }

  /** Tries again, after it has failed or ended. */
  retry(): void {
    this.#close();
    this.requestUpdate('src', null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#hush = speak(this, this.#locale);
    document.addEventListener('fullscreenchange', this.#fullChanged);
    if (this.hasUpdated) this.requestUpdate('src', null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#fullChanged);
    this.#hush?.();
    this.#stillness.close();
    // Moving an element disconnects it for a moment only.
    queueMicrotask(() => { if (!this.isConnected) this.#close(); });
  }

  override render(): TemplateResult {
    const view = this.#view;
    const { paused, pip, captions } = this.#state.value;
    const shown = view !== undefined && ['playing', 'stalled', 'paused'].includes(this.#viewerState.value);
    const hidden = !shown || (this.resting && !paused && !this.#menuOpen);
    return html`<div class="player ${hidden && shown ? 'still' : ''}" role="region" tabindex="-1" aria-label=${this.#t('player.label')} @pointermove=${this.#moved} @pointerleave=${() => { this.resting = true; }} @pointerup=${this.#tapped} @focusin=${() => this.#stir()}>
      ${this.#video}
      ${this.poster ? html`<img part="poster" class="poster ${shown ? 'gone' : ''}" src=${this.poster} alt="">` : nothing}
      <muf-player-status .view=${view} .wanted=${this.wanted} exportparts="status-title, status-hint, retry, big-play, unmute" @muf-player-ask=${this.#asked}></muf-player-status>
      <div part="bar" class="bar ${hidden ? 'hidden' : ''}">
        <muf-player-scrub .view=${view} exportparts="scrub, scrub-time"></muf-player-scrub>
        <div class="row">
          ${this.#tool('play', paused ? 'play' : 'pause', paused ? 'player.play' : 'controls.pause', 'k', () => (paused ? this.play() : this.pause()))}
          <muf-player-volume .view=${view} exportparts="mute, volume"></muf-player-volume>
          <muf-player-live .view=${view} exportparts="live, latency"></muf-player-live>
          <span class="space"></span>
          ${captions === 'none' ? nothing : this.#tool('captions', 'captions', 'captions.label', 'c', () => showCaptions(this.#video, captions === 'off'), captions === 'on')}
          <muf-player-menu .view=${view} exportparts="menu-button, menu, option, path"></muf-player-menu>
          ${document.pictureInPictureEnabled ? html`<span class="wide">${this.#tool('pip', 'pip', pip ? 'player.exitPip' : 'controls.pip', 'i', () => togglePip(this.#video))}</span>` : nothing}
          ${document.fullscreenEnabled ? this.#tool('fullscreen', this.full ? 'collapse' : 'expand', this.full ? 'player.exitFullscreen' : 'controls.fullscreen', 'f', () => this.#toggleFull()) : nothing}
        </div>
      </div>
    </div>`;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) dress(root, this.theme ?? 'dark');
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('theme') && this.shadowRoot) dress(this.shadowRoot, this.theme ?? 'dark');
    if (changed.has('muted')) this.#video.muted = this.muted;
    if (changed.has('manual') && !this.manual && !this.hasUpdated) this.wanted = true;
    if (['src', 'path', 'targetLatency', 'dvr', 'wanted'].some((name) => changed.has(name))) void this.#open();
    else if (changed.has('quality') && this.quality) this.viewer?.setQuality(this.quality);
    if (changed.has('source') && this.source && !changed.has('src')) this.viewer?.setSource(this.source);
  }

  #t(key: MessageKey): string {
    return translate(this.#words.value, key);
  }

  #tool(part: string, glyph: IconName, key: MessageKey, shortcut: string, act: () => void, pressed?: boolean): TemplateResult {
    const name = this.#t(key);
    return html`<button part="tool ${part}" class="tool ${pressed === false ? 'off' : ''}" type="button" aria-label=${name} title=${name} aria-keyshortcuts=${shortcut} aria-pressed=${pressed ?? nothing} @click=${act}>${icon(glyph)}</button>`;
  }

  /** A new broadcast, or the same in another way. */
  async #open(): Promise<void> {
    this.#close();
    const { src, path, source, quality, targetLatency, dvr, renew } = this;
    if (!src || !this.wanted || !this.isConnected) return;
    const generation = this.#generation;
    const create = this.createViewer ?? (await loadViewer());
    if (generation !== this.#generation) return;
    const viewer = create({ url: src, video: this.#video, path: path ?? 'auto', source: source ?? undefined, quality: quality ?? 'auto', targetLatencyMs: targetLatency ?? undefined, dvr, renew });
    const { $video, close } = followVideo(this.#video);
    this.#follow = { close };
    this.#view = { viewer, video: this.#video, $video, $locale: this.#locale.$locale };
    this.#state.bind($video);
    this.#viewerState.bind(viewer.stores.$state);
    this.#stopState = viewer.stores.$state.listen((state) => void this.dispatchEvent(new CustomEvent('muf-player-state', { detail: state, bubbles: true, composed: true })));
    viewer.start();
    this.#stir();
    this.requestUpdate();
  }

  #close(): void {
    this.#generation += 1;
    this.#stopState?.();
    this.#follow?.close();
    this.#state.bind(undefined);
    this.#viewerState.bind(undefined);
    this.#view?.viewer.close();
    this.#view = undefined;
  }

  #stir(): void {
    this.resting = false;
    this.#stillness.stir();
  }

  readonly #moved = (event: PointerEvent): void => { if (event.pointerType !== 'touch') this.#stir(); };

  /** A finger shows and hides the controls; a mouse plays and pauses. */
  readonly #tapped = (event: PointerEvent): void => {
    if (event.composedPath()[0] !== this.#video || event.button !== 0) return;
    if (event.pointerType !== 'touch') return this.#video.paused ? this.play() : this.pause();
    if (this.resting) this.#stir();
    else this.resting = true;
  };

  readonly #asked = ({ detail }: CustomEvent<'play' | 'retry'>): void => {
    if (detail === 'retry') return this.retry();
    if (this.wanted && this.viewer?.stores.$blocked.get() === 'picture') this.viewer.unblock();
    this.play();
  };

  #key(event: KeyboardEvent): void {
    const acts: Readonly<Record<PlayerKey, () => void>> = {
      play: () => (this.#video.paused || !this.wanted ? this.play() : this.pause()),
      mute: () => this.renderRoot.querySelector('muf-player-volume')?.toggle(),
      fullscreen: () => this.#toggleFull(),
      captions: () => showCaptions(this.#video, this.#state.value.captions === 'off'),
      pip: () => togglePip(this.#video),
      live: () => this.viewer?.goLive(),
      back: () => this.#by(-10_000),
      forward: () => this.#by(10_000),
      louder: () => this.#louder(0.1),
      quieter: () => this.#louder(-0.1),
    };
    if (actOn(event, acts)) this.#stir();
  }

  #by(ms: number): void {
    const at = this.viewer?.stores.$position.get();
    const end = this.viewer?.stores.$window.get()?.end;
    if (at == null || end === undefined) return;
    if (at + ms >= end - 1000) this.viewer?.goLive();
    else this.viewer?.seek(at + ms);
  }

  #louder(by: number): void {
    this.#video.volume = Math.min(1, Math.max(0, this.#video.volume + by));
    if (by > 0) this.#video.muted = false;
  }

  #toggleFull(): void {
    void (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen()).catch(() => {});
  }

  readonly #fullChanged = (): void => { this.full = document.fullscreenElement === this; };
}

/** The SDK’s viewer, fetched with the first player that plays. */
const loadViewer = async (): Promise<ViewerFactory> => {
  const { BroadcastViewer } = await import('../../core/streams/viewer.ts');
  return (options) => new BroadcastViewer(options);
};

define('muf-player', MufPlayer);
declare global { interface HTMLElementTagNameMap { 'muf-player': MufPlayer } }
