import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { noStats, type QualityLevel, type StreamSource } from '../../core/streams/playback.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { pieceStyles } from './piece.css.ts';
import { PlayerPiece } from './player-piece.ts';

const planes = { moqt: 'MoQT', hls: 'LL-HLS' } as const;
const transports = { 'webtransport': 'WebTransport', 'websocket': 'WebSocket', 'hls.js': 'HTTPS', 'native': 'HTTPS' } as const;

/**
 * How good a picture, and in a room whose; and by which way it comes.
 *
 * @element muf-player-menu
 * @internal
 * @fires {CustomEvent<boolean>} muf-player-menu - It opened or closed.
 * @csspart menu-button - What opens it.
 * @csspart menu - The panel.
 * @csspart option - One choice.
 * @csspart path - The way the picture comes.
 */
export class MufPlayerMenu extends PlayerPiece {
  static override properties = { ...PlayerPiece.properties, open: { state: true } };
  static override shadowRootOptions: ShadowRootInit = { ...PlayerPiece.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, pieceStyles, css`
    :host { display: block; position: relative }
    .panel {
      position: absolute; z-index: 2; inset-block-end: calc(100% + var(--muf-space-2)); inset-inline-end: 0; inline-size: max-content; min-inline-size: 232px; max-inline-size: min(320px, calc(100cqi - 24px));
      max-block-size: min(420px, calc(100cqb - 96px)); overflow: auto; padding: var(--muf-space-2); border-radius: var(--muf-radius-md); background: rgb(15 16 21 / 0.92); backdrop-filter: blur(var(--muf-blur)); box-shadow: 0 12px 40px rgb(0 0 0 / 0.5), inset 0 0 0 1px rgb(255 255 255 / 0.1);
      transition: opacity var(--muf-fast), translate var(--muf-move) var(--muf-ease);
    }
    @starting-style { .panel { opacity: 0; translate: 0 8px } }
    /* Low as on a phone: beside its button, as there is hardly room above it. */
    @container (max-height: 259px) { .panel { inset-block-end: 0; inset-inline-end: calc(100% + var(--muf-space-1)); inline-size: min(232px, 100cqi - 156px); min-inline-size: 0; max-block-size: calc(100cqb - var(--muf-space-5)) } }
    fieldset { min-inline-size: 0; margin: 0; padding: 0; border: 0 }
    fieldset + fieldset { margin-block-start: var(--muf-space-2); border-block-start: 1px solid rgb(255 255 255 / 0.12); padding-block-start: var(--muf-space-2) }
    legend { float: inline-start; inline-size: 100%; padding: var(--muf-space-1) var(--muf-space-2); font-size: var(--muf-text-xs); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-video-muted) }
    .option { clear: both; display: flex; align-items: center; gap: var(--muf-space-3); min-block-size: var(--muf-target); padding: 0 var(--muf-space-2); border-radius: var(--muf-radius-sm); cursor: pointer }
    .option:hover { background: rgb(255 255 255 / 0.1) }
    .option span { flex: 1; min-inline-size: 0 }
    small { color: var(--muf-color-on-video-muted); font-size: var(--muf-text-xs) }
    input { appearance: none; flex: none; inline-size: 18px; block-size: 18px; margin: 0; border: 2px solid var(--muf-color-on-video-muted); border-radius: 50%; cursor: pointer }
    input:checked { border: 6px solid #fff }
    .path { padding: var(--muf-space-2) var(--muf-space-2) var(--muf-space-1); margin-block-start: var(--muf-space-2); border-block-start: 1px solid rgb(255 255 255 / 0.12); font-size: var(--muf-text-xs); color: var(--muf-color-on-video-muted) }
  `];

  declare open: boolean;
  readonly #levels = this.watch<readonly QualityLevel[]>((view) => view.viewer.stores.$levels, []);
  readonly #quality = this.watch((view) => view.viewer.stores.$quality, 'auto');
  readonly #rendition = this.watch((view) => view.viewer.stores.$rendition, null);
  readonly #sources = this.watch<readonly StreamSource[]>((view) => view.viewer.stores.$sources, []);
  readonly #source = this.watch((view) => view.viewer.stores.$source, null);
  readonly #path = this.watch((view) => view.viewer.stores.$path, null);
  readonly #stats = this.watch((view) => view.viewer.stores.$stats, noStats);

  constructor() {
    super();
    this.open = false;
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.open) return;
      event.stopPropagation();
      this.#show(false);
      this.renderRoot.querySelector('button')?.focus();
    });
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (this.open && relatedTarget instanceof Node && !this.contains(relatedTarget)) this.#show(false);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#outside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }

  override render(): TemplateResult {
    return html`
      <button part="menu-button" class="tool" type="button" aria-label=${this.t('player.settings')} title=${this.t('player.settings')} aria-expanded=${this.open} aria-haspopup="true" @click=${() => this.#show(!this.open)}>${icon('settings')}</button>
      ${this.open ? html`<div part="menu" class="panel">${this.#qualities()}${this.#people()}${this.#way()}</div>` : nothing}`;
  }

  #qualities(): TemplateResult {
    const chosen = this.#quality.value;
    const playing = this.#levels.value.find(({ name }) => name === this.#rendition.value);
    const auto = chosen === 'auto' && playing ? this.t('player.autoNow', { quality: this.#name(playing) }) : this.t('player.auto');
    const options = [...this.#levels.value].toReversed().map((level) => this.#option('quality', level.name, this.#name(level), chosen === level.name, (name) => this.view?.viewer.setQuality(name), this.#rate(level.bitrate)));
    return html`<fieldset><legend>${this.t('sheet.quality')}</legend>${this.#option('quality', 'auto', auto, chosen === 'auto', (name) => this.view?.viewer.setQuality(name))}${options}</fieldset>`;
  }

  #people(): TemplateResult | typeof nothing {
    const sources = this.#sources.value;
    if (sources.length < 2) return nothing;
    const chosen = this.#source.value ?? sources.find(({ hasVideo }) => hasVideo)?.id;
    return html`<fieldset><legend>${this.t('player.source')}</legend>${sources.map(({ id, label }) => this.#option('source', id, label || this.t('people.someone'), id === chosen, (name) => this.view?.viewer.setSource(name)))}</fieldset>`;
  }

  #way(): TemplateResult | typeof nothing {
    const path = this.#path.value;
    if (!path) return nothing;
    const { throughput } = this.#stats.value;
    return html`<p part="path" class="path tabular">${this.t('player.via', { plane: planes[path.plane], transport: transports[path.via] })}${throughput > 0 ? html` · ${this.#rate(throughput)}` : nothing}</p>`;
  }

  #option(group: string, value: string, text: string, checked: boolean, choose: (value: string) => void, detail = ''): TemplateResult {
    return html`<label class="option" part="option"><span>${text}${detail ? html` <small class="tabular">${detail}</small>` : nothing}</span>
      <input type="radio" name=${group} value=${value} aria-label=${text} .checked=${live(checked)} @change=${() => choose(value)}></label>`;
  }

  #name({ name, height }: QualityLevel): string {
    return height === undefined ? name : this.t('quality.lines', { count: String(height) });
  }

  #rate(bitrate: number | undefined): string {
    if (bitrate === undefined) return '';
    return bitrate < 1e6 ? this.t('quality.kbps', { count: Math.round(bitrate / 1000) }) : this.t('quality.mbps', { count: Math.round(bitrate / 1e5) / 10 });
  }

  readonly #outside = (event: Event): void => {
    if (this.open && !event.composedPath().includes(this)) this.#show(false);
  };

  #show(open: boolean): void {
    this.open = open;
    this.dispatchEvent(new CustomEvent('muf-player-menu', { detail: open, bubbles: true, composed: true }));
    if (open) void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('input:checked')?.focus());
  }
}

define('muf-player-menu', MufPlayerMenu);
declare global {
  interface HTMLElementTagNameMap { 'muf-player-menu': MufPlayerMenu }
  interface HTMLElementEventMap { 'muf-player-menu': CustomEvent<boolean> }
}
