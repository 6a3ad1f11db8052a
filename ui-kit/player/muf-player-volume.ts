import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { pieceStyles } from './piece.css.ts';
import { PlayerPiece } from './player-piece.ts';

/**
 * The sound, on and off, and how loud.
 *
 * @element muf-player-volume
 * @internal
 * @csspart mute - The button.
 * @csspart volume - The slider; touch screens have keys for it instead.
 */
export class MufPlayerVolume extends PlayerPiece {
  static override shadowRootOptions: ShadowRootInit = { ...PlayerPiece.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, pieceStyles, css`
    :host { display: flex; align-items: center }
    .slide { display: grid; align-items: center; inline-size: 0; overflow: hidden; opacity: 0; transition: inline-size var(--muf-move) var(--muf-ease), opacity var(--muf-fast) }
    :host(:hover) .slide, .slide:focus-within { inline-size: 84px; opacity: 1 }
    @media (hover: none) { .slide { display: none } }
    input {
      appearance: none; inline-size: 72px; block-size: var(--muf-target); margin: 0 6px; background: none; cursor: pointer;
      --track: linear-gradient(to right, #fff var(--at), rgb(255 255 255 / 0.34) var(--at));
    }
    input:dir(rtl) { --track: linear-gradient(to left, #fff var(--at), rgb(255 255 255 / 0.34) var(--at)) }
    input::-webkit-slider-runnable-track { block-size: 4px; border-radius: 2px; background: var(--track) }
    input::-moz-range-track { block-size: 4px; border-radius: 2px; background: var(--track) }
    input::-webkit-slider-thumb { appearance: none; inline-size: 12px; block-size: 12px; margin-block-start: -4px; border-radius: 50%; background: #fff }
    input::-moz-range-thumb { inline-size: 12px; block-size: 12px; border: 0; border-radius: 50%; background: #fff }
  `];

  readonly #video = this.watch((view) => view.$video, { paused: true, muted: false, volume: 1, pip: false, captions: 'none' });

  override render(): TemplateResult {
    const { muted, volume } = this.#video.value;
    const loud = muted ? 0 : volume;
    const name = this.t(muted ? 'player.unmute' : 'player.mute');
    return html`
      <button part="mute" class="tool" type="button" aria-label=${name} title=${name} aria-keyshortcuts="m" @click=${() => this.toggle()}>${icon(muted ? 'sound-off' : 'sound')}</button>
      <div class="slide" style=${styleMap({ '--at': `${loud * 100}%` })}>
        <input part="volume" type="range" min="0" max="1" step="0.05" aria-label=${this.t('player.volume')} aria-valuetext=${new Intl.NumberFormat(this.locale, { style: 'percent' }).format(loud)}
          .value=${live(String(loud))} @input=${(event: Event) => this.#set(Number((event.target as HTMLInputElement).value))}>
      </div>`;
  }

  toggle(): void {
    const video = this.view?.video;
    if (!video) return;
    if (video.muted || video.volume === 0) {
      if (video.volume === 0) video.volume = 0.5;
      this.view?.viewer.unblock();
      video.muted = false;
    } else video.muted = true;
  }

  #set(volume: number): void {
    const video = this.view?.video;
    if (!video) return;
    video.volume = volume;
    video.muted = volume === 0;
  }
}

define('muf-player-volume', MufPlayerVolume);
declare global { interface HTMLElementTagNameMap { 'muf-player-volume': MufPlayerVolume } }
