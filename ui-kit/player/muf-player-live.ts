import { css, html, nothing, type TemplateResult } from 'lit';
import { noStats } from '../../core/streams/playback.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { clockTime } from './clock-time.ts';
import { pieceStyles } from './piece.css.ts';
import { PlayerPiece } from './player-piece.ts';

/**
 * Says whether one watches live, and how far behind the moment of capture; a press goes there.
 *
 * @element muf-player-live
 * @internal
 * @csspart live - The button.
 * @csspart latency - How far behind.
 */
export class MufPlayerLive extends PlayerPiece {
  static override shadowRootOptions: ShadowRootInit = { ...PlayerPiece.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, pieceStyles, css`
    :host { display: flex; align-items: center; gap: var(--muf-space-2); min-inline-size: 0 }
    .live {
      display: flex; align-items: center; gap: 7px; min-block-size: var(--muf-target); padding: 0 var(--muf-space-1); border-radius: var(--muf-radius-sm);
      white-space: nowrap;
    }
    .badge {
      display: flex; align-items: center; gap: 6px; padding: 4px 9px; border-radius: 6px; font-size: var(--muf-text-xs); font-weight: 750; letter-spacing: 0.04em;
      color: var(--muf-color-on-live); background: var(--muf-color-live); transition: background-color var(--muf-move), color var(--muf-move), box-shadow var(--muf-move);
    }
    .dot { inline-size: 7px; block-size: 7px; border-radius: 50%; background: currentColor }
    /* In steps: a smooth one would have the whole page drawn 60 times a second. */
    .on .dot { animation: breathe 2.4s steps(8) infinite }
    .live:not(.on) .badge { letter-spacing: 0; color: #fff; background: rgb(15 16 21 / 0.66); box-shadow: inset 0 0 0 1.5px rgb(255 255 255 / 0.6) }
    .live:not(.on):hover .badge { background: var(--muf-color-live); box-shadow: none }
    .latency { font-size: var(--muf-text-sm); color: var(--muf-color-on-video-muted); text-shadow: 0 1px 3px rgb(0 0 0 / 0.5) }
    @keyframes breathe { 50% { opacity: 0.35 } }
  `];

  readonly #live = this.watch((view) => view.viewer.stores.$live, true);
  readonly #stats = this.watch((view) => view.viewer.stores.$stats, noStats);

  override render(): TemplateResult {
    const live = this.#live.value;
    const { latencyMs } = this.#stats.value;
    const seconds = latencyMs === null ? undefined : this.#seconds(latencyMs);
    return html`
      <button part="live" class="live ${live ? 'on' : ''}" type="button" aria-pressed=${live} aria-label=${this.t(live ? 'player.atLive' : 'player.goLive')} title=${this.t(live ? 'player.atLive' : 'player.goLive')}
        @click=${() => this.view?.viewer.goLive()}><span class="badge"><span class="dot"></span>${this.t(live ? 'header.live' : 'player.goLive')}</span></button>
      ${seconds === undefined ? nothing : html`<span part="latency" class="latency tabular" role="img" aria-label=${this.t('player.latencyLabel', { seconds })} title=${this.t('player.latencyLabel', { seconds })}>${this.#far(latencyMs ?? 0) ?? this.t('player.latency', { seconds })}</span>`}`;
  }

  #far(ms: number): TemplateResult | undefined { return ms < 60_000 ? undefined : html`<bdi dir="ltr">−${clockTime(ms)}</bdi>`; }

  /** A tenth is enough, and none is needed for what is long. */
  #seconds(ms: number): string {
    const seconds = Math.max(0, ms) / 1000;
    return new Intl.NumberFormat(this.locale, { minimumFractionDigits: seconds < 10 ? 1 : 0, maximumFractionDigits: seconds < 10 ? 1 : 0 }).format(seconds);
  }
}

define('muf-player-live', MufPlayerLive);
declare global { interface HTMLElementTagNameMap { 'muf-player-live': MufPlayerLive } }
