import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { playChime } from './chime.ts';

/**
 * Plays a chime on the chosen speaker, and says what to do when it was not heard.
 *
 * @element muf-speaker-test
 * @csspart test - The button.
 * @csspart hint - What to do when nothing was heard.
 */
export class MufSpeakerTest extends MufElement {
  static override properties = { playing: { state: true }, played: { state: true } };
  static override styles = [shared, buttons, css`
    /* Its button stands beside whatever it is put next to, the hint below both. */
    :host { display: contents }
    .button { min-block-size: var(--muf-target); padding-inline: var(--muf-space-4); font-size: var(--muf-text-sm); white-space: nowrap }
    .button svg { inline-size: 20px; block-size: 20px }
    .playing svg { animation: sound 500ms ease-in-out infinite alternate }
    .hint { grid-column: 1 / -1 }
    .hint:not(:empty) { margin-block-start: var(--muf-space-2); font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    @keyframes sound { to { opacity: 0.45 } }
  `];

  declare playing: boolean;
  declare played: boolean;
  /** How it sounds; another one in tests. */
  play: typeof playChime = playChime;
  readonly #selected = this.watch((room) => room.manager.stores.devices.$selected, {});
  #control: AbortController | undefined;

  constructor() {
    super();
    this.playing = false;
    this.played = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#control?.abort();
  }

  override render(): TemplateResult {
    return html`
      <button class="button ${this.playing ? 'playing' : ''}" part="test" type="button" aria-disabled=${this.playing} @click=${this.#test}>${icon('sound')}${this.t(this.playing ? 'setup.speakerPlaying' : 'setup.speakerTest')}</button>
      <p class="hint" part="hint" role="status">${this.played && !this.playing ? this.t('setup.speakerHint') : ''}</p>
    `;
  }

  async #test(): Promise<void> {
    if (this.playing) return;
    this.playing = true;
    this.#control = new AbortController();
    // Without sound at all it has simply not been heard.
    await this.play(this.#selected.value.speaker, this.#control.signal).catch(() => {});
    this.playing = false;
    this.played = true;
  }
}

define('muf-speaker-test', MufSpeakerTest);
declare global { interface HTMLElementTagNameMap { 'muf-speaker-test': MufSpeakerTest } }
