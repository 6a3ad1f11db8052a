import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { clockTime } from './clock-time.ts';
import { pieceStyles } from './piece.css.ts';
import { PlayerPiece } from './player-piece.ts';

/** Less than this, in ms, is not worth a bar. */
const worthMs = 15_000;

/**
 * Where in what is kept of a broadcast one watches; drag it, or use the arrow keys.
 *
 * @element muf-player-scrub
 * @internal
 * @csspart scrub - The bar.
 * @csspart scrub-time - How far before live the thumb is.
 */
export class MufPlayerScrub extends PlayerPiece {
  static override properties = { ...PlayerPiece.properties, dragged: { state: true } };
  static override styles = [shared, pieceStyles, css`
    :host { display: block; position: relative }
    input {
      appearance: none; display: block; inline-size: 100%; block-size: 28px; margin: 0; background: none; cursor: pointer; touch-action: none;
      --track: linear-gradient(to right, var(--muf-color-live) var(--at), rgb(255 255 255 / 0.34) var(--at));
    }
    input:dir(rtl) { --track: linear-gradient(to left, var(--muf-color-live) var(--at), rgb(255 255 255 / 0.34) var(--at)) }
    input::-webkit-slider-runnable-track { block-size: 4px; border-radius: 2px; background: var(--track); transition: block-size var(--muf-fast) }
    input::-moz-range-track { block-size: 4px; border-radius: 2px; background: var(--track) }
    input:hover::-webkit-slider-runnable-track, input:active::-webkit-slider-runnable-track { block-size: 6px }
    input::-webkit-slider-thumb { appearance: none; inline-size: 16px; block-size: 16px; margin-block-start: -6px; border: 0; border-radius: 50%; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 0.5) }
    input::-moz-range-thumb { inline-size: 16px; block-size: 16px; border: 0; border-radius: 50%; background: #fff }
    input:hover::-webkit-slider-thumb { margin-block-start: -5px }
    .time {
      position: absolute; inset-block-end: 100%; inset-inline-start: clamp(28px, var(--at), calc(100% - 28px)); translate: -50% 0; padding: 3px 8px; border-radius: var(--muf-radius-sm); pointer-events: none;
      background: var(--muf-color-chrome); color: var(--muf-color-on-video); font-size: var(--muf-text-sm); opacity: 0; transition: opacity var(--muf-fast);
    }
    .time:dir(rtl) { translate: 50% 0 }
    :host(:hover) .time, input:active + .time, input:focus-visible + .time { opacity: 1 }
  `];

  /** Where the thumb is while it is held, ms since the epoch. */
  declare dragged: number | undefined;
  readonly #window = this.watch((view) => view.viewer.stores.$window, null);
  readonly #position = this.watch((view) => view.viewer.stores.$position, null);
  readonly #live = this.watch((view) => view.viewer.stores.$live, true);

  constructor() {
    super();
    this.dragged = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    const window = this.#window.value;
    if (!window || window.end - window.start < worthMs) return nothing;
    const at = this.dragged ?? (this.#live.value ? window.end : this.#position.value ?? window.end);
    const share = Math.min(1, Math.max(0, (at - window.start) / (window.end - window.start)));
    const before = clockTime(window.end - at);
    return html`<div style=${styleMap({ '--at': `${share * 100}%` })}>
      <input part="scrub" type="range" min="0" max="1000" step="any" .value=${live(String(share * 1000))} aria-label=${this.t('player.position')}
        aria-valuetext=${share >= 0.999 ? this.t('player.atLive') : this.t('player.beforeLive', { time: before })}
        @input=${(event: Event) => { this.dragged = this.#at(event); }} @change=${(event: Event) => this.#go(this.#at(event))} @keydown=${this.#keys}>
      <span part="scrub-time" class="time tabular" aria-hidden="true">${share >= 0.999 ? this.t('header.live') : html`<bdi dir="ltr">−${before}</bdi>`}</span>
    </div>`;
  }

  #at(event: Event): number {
    const { start, end } = this.#window.value!;
    return start + ((end - start) * Number((event.target as HTMLInputElement).value)) / 1000;
  }

  #go(at: number): void {
    this.dragged = undefined;
    const { end } = this.#window.value!;
    if (end - at < 2000) this.view?.viewer.goLive();
    else this.view?.viewer.seek(at);
  }

  /** Ten seconds a press, whatever the length of the window. */
  readonly #keys = (event: KeyboardEvent): void => {
    const rtl = this.matches(':dir(rtl)');
    const by = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowDown: -1, ArrowUp: 1, PageDown: -6, PageUp: 6 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { start, end } = this.#window.value!;
    const from = this.#live.value ? end : this.#position.value ?? end;
    this.#go(Math.max(start, from + by * 10_000));
  };
}

define('muf-player-scrub', MufPlayerScrub);
declare global { interface HTMLElementTagNameMap { 'muf-player-scrub': MufPlayerScrub } }
