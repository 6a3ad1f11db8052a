import { css, html, nothing, type TemplateResult } from 'lit';
import type { StreamErrorCode } from '../../core/streams/stream-error.ts';
import type { Blocked, ViewerState } from '../../core/streams/viewer-stores.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import type { MessageKey } from '../localize.ts';
import '../locales/english.ts';
import { pieceStyles } from './piece.css.ts';
import { PlayerPiece } from './player-piece.ts';

const errors: Readonly<Record<StreamErrorCode, MessageKey>> = {
  'bad-url': 'player.error.address', 'auth-failed': 'player.error.auth', 'expired': 'player.error.auth', 'busy': 'player.error.unreachable', 'not-found': 'player.error.unreachable',
  'rate-limited': 'player.error.rate', 'unreachable': 'player.error.unreachable', 'unsupported': 'player.error.unsupported', 'media-failed': 'player.error.media', 'no-media': 'player.error.media',
};

/**
 * What stands over the picture: that it comes, that it waits, that it is over, what is wrong and what helps.
 *
 * @element muf-player-status
 * @internal
 * @csspart status - The whole.
 * @csspart status-title - What is the matter.
 * @csspart status-hint - What comes of it, or what helps.
 * @csspart retry - Tries again.
 * @csspart big-play - The large button that starts it.
 * @csspart unmute - Gives the sound that the browser keeps back.
 */
export class MufPlayerStatus extends PlayerPiece {
  static override properties = { ...PlayerPiece.properties, wanted: { attribute: false } };
  static override styles = [shared, buttons, pieceStyles, css`
    :host { position: absolute; inset: 0; display: grid; pointer-events: none }
    .center { place-self: center; display: grid; justify-items: center; gap: var(--muf-space-2); max-inline-size: min(36ch, 100% - 32px); text-align: center; text-wrap: balance; text-shadow: 0 1px 8px rgb(0 0 0 / 0.5) }
    .veil { position: absolute; inset: 0; background: rgb(5 6 9 / 0.55) }
    .center > * { position: relative }
    h2 { font-size: var(--muf-text-lg); font-weight: var(--muf-weight-strong); line-height: 1.3 }
    p { color: var(--muf-color-on-video-muted) }
    .mark { display: grid; place-items: center; inline-size: 60px; block-size: 60px; margin-block-end: var(--muf-space-2); border-radius: 50%; background: rgb(255 255 255 / 0.12) }
    .mark svg { inline-size: 28px; block-size: 28px }
    .button { pointer-events: auto; margin-block-start: var(--muf-space-3); color: #fff; background: rgb(255 255 255 / 0.16); backdrop-filter: blur(12px) }
    .button:hover { background: rgb(255 255 255 / 0.26) }
    /* Low as on a phone: what helps is worth more than the mark. */
    @container (max-height: 259px) { .center:has(.button) .mark { display: none } }
    .ring { inline-size: 52px; block-size: 52px; border-radius: 50%; background: rgb(5 6 9 / 0.4); background-clip: padding-box; border: 3px solid rgb(255 255 255 / 0.22); border-block-start-color: #fff; animation: turn 0.9s linear infinite }
    .said { margin-block-start: var(--muf-space-1); color: #fff; font-weight: var(--muf-weight-strong) }
    .quiet { opacity: 0; animation: come var(--muf-move) 0.3s forwards }
    .big { display: grid; place-items: center; pointer-events: auto; inline-size: 84px; block-size: 84px; border-radius: 50%; color: #fff; background: rgb(15 16 21 / 0.6); backdrop-filter: blur(12px); box-shadow: inset 0 0 0 1px rgb(255 255 255 / 0.16), 0 12px 40px rgb(0 0 0 / 0.4); transition: scale var(--muf-move) var(--muf-ease), background-color var(--muf-fast) }
    .big:hover { scale: 1.06; background: var(--muf-color-live) }
    .big svg { inline-size: 40px; block-size: 40px }
    .unmute {
      place-self: start center; margin-block-start: var(--muf-space-4); display: flex; align-items: center; gap: var(--muf-space-2); min-block-size: 48px; padding: 0 var(--muf-space-5) 0 var(--muf-space-4); border-radius: var(--muf-radius-full);
      pointer-events: auto; font-weight: var(--muf-weight-strong); color: #0b0c10; background: #fff; box-shadow: 0 8px 32px rgb(0 0 0 / 0.4);
    }
    @keyframes turn { to { rotate: 360deg } }
    @keyframes come { to { opacity: 1 } }
    @media (prefers-reduced-motion: reduce) { .quiet { opacity: 1 } .ring { border-block-start-color: rgb(255 255 255 / 0.6) } }
  `];

  /** Whether it has been asked to play. */
  declare wanted: boolean;
  readonly #state = this.watch<ViewerState>((view) => view.viewer.stores.$state, 'idle');
  readonly #error = this.watch((view) => view.viewer.stores.$error, null);
  readonly #blocked = this.watch<Blocked>((view) => view.viewer.stores.$blocked, 'nothing');
  readonly #video = this.watch((view) => view.$video, { paused: true, muted: false, volume: 1, pip: false, captions: 'none' });

  constructor() {
    super();
    this.wanted = false;
  }

  override render(): TemplateResult {
    return html`<div part="status" role="status" style="display: contents">${this.#what()}</div>`;
  }

  #what(): TemplateResult | typeof nothing {
    const state = this.#state.value;
    if (state === 'failed') return this.#failed();
    if (!this.wanted) return this.#play();
    if (state === 'ended') return this.#words('check', this.t('player.ended'), this.t('player.endedHint'));
    if (state === 'waiting') return this.#words('eye', this.t('player.waiting'), this.t('player.waitingHint'));
    if (this.#blocked.value === 'picture' || state === 'paused' || (state === 'playing' && this.#video.value.paused)) return this.#play();
    if (state === 'connecting' || state === 'idle') return this.#error.value ? this.#ring(this.t('feedback.reconnecting'), 'said') : this.#ring(this.t('player.connecting'));
    if (state === 'stalled') return this.#ring(this.t('player.stalled'));
    if (this.#blocked.value === 'sound' && this.#video.value.muted) return html`<button part="unmute" class="unmute" type="button" @click=${() => this.view?.viewer.unblock()}>${icon('sound')}${this.t('feedback.unlock')}</button>`;
    return nothing;
  }

  #play(): TemplateResult {
    const name = this.t(this.wanted ? 'player.play' : 'player.watch');
    return html`<div class="center"><button part="big-play" class="big" type="button" aria-label=${name} title=${name} @click=${() => this.#ask('play')}>${icon('play')}</button></div>`;
  }

  /** What takes a moment needs no words to be seen; that something was lost does. */
  #ring(words: string, how?: 'said'): TemplateResult {
    return html`<div class="center quiet"><div class="ring" aria-hidden="true"></div><span class=${how ?? 'visually-hidden'}>${words}</span></div>`;
  }

  #words(mark: Parameters<typeof icon>[0], title: string, hint: string): TemplateResult {
    return html`<div class="veil"></div><div class="center"><span class="mark" aria-hidden="true">${icon(mark)}</span><h2 part="status-title">${title}</h2> <p part="status-hint">${hint}</p></div>`;
  }

  #failed(): TemplateResult {
    const sentence = this.t(errors[this.#error.value?.code ?? 'unreachable']);
    // Every sentence says what happened first and the remedy after it.
    const cut = sentence.search(/[.!?。؟।](\s|$|(?=[^\s]))/) + 1;
    const [what, remedy] = [sentence.slice(0, cut), sentence.slice(cut).trim()];
    return html`<div class="veil"></div><div class="center" role="alert">
      <span class="mark" aria-hidden="true">${icon('warning')}</span>
      <h2 part="status-title">${what.replace(/[.。।]$/, '')}</h2><p part="status-hint">${remedy}</p>
      <button part="retry" class="button" type="button" @click=${() => this.#ask('retry')}>${icon('reload')}${this.t('feedback.retry')}</button></div>`;
  }

  #ask(what: 'play' | 'retry'): void {
    this.dispatchEvent(new CustomEvent('muf-player-ask', { detail: what }));
  }
}

define('muf-player-status', MufPlayerStatus);
declare global { interface HTMLElementTagNameMap { 'muf-player-status': MufPlayerStatus } }
