import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { moveFocus } from '../focus.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * 3, 2, 1: the last moment to stop. Escape or the button cancels. It reads the view's countdown and counts nothing itself.
 *
 * @element muf-countdown
 * @csspart countdown - The veil over the preview.
 * @csspart number - The number.
 * @csspart cancel - The button.
 */
export class MufCountdown extends MufElement {
  static override styles = [shared, buttons, css`
    :host { position: absolute; inset: 0; z-index: 1; display: grid }
    :host(:not([active])) { display: none }
    .countdown { display: grid; place-content: center; justify-items: center; gap: var(--muf-space-6); background: var(--muf-color-scrim); color: var(--muf-color-on-video) }
    .number { font-size: clamp(96px, 40cqmin, 240px); font-weight: var(--muf-weight-strong); line-height: 1; font-variant-numeric: tabular-nums; animation: land 900ms var(--muf-ease) both }
    .button { background: var(--muf-color-chrome); color: var(--muf-color-on-video); backdrop-filter: blur(var(--muf-blur)) }
    .button:focus-visible { outline-color: var(--muf-color-focus-on-video) }
    @keyframes land { from { scale: 1.5; opacity: 0 } 35% { scale: 1; opacity: 1 } to { scale: 0.96; opacity: 1 } }
  `];

  readonly #countdown = this.watch((room) => room.view.$countdown, null);

  override willUpdate(): void {
    this.toggleAttribute('active', this.#countdown.value !== null);
  }

  override render(): TemplateResult | typeof nothing {
    const count = this.#countdown.value;
    if (count === null) return nothing;
    return html`
      <div class="countdown" part="countdown" @keydown=${this.#key}>
        <span class="visually-hidden" role="timer" aria-live="assertive" aria-atomic="true">${this.t('setup.countdown', { count })}</span>
        ${repeat([count], (number) => number, (number) => html`<span class="number" part="number" aria-hidden="true">${number}</span>`)}
        <button class="button" part="cancel" type="button" @click=${this.#cancel}>${this.t('setup.cancel')}</button>
      </div>
    `;
  }

  override updated(_changed: PropertyValues): void {
    const button = this.renderRoot.querySelector('button');
    if (button && this.shadowRoot?.activeElement !== button) moveFocus(button);
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#cancel();
  }

  #cancel(): void {
    this.request({ type: 'COUNTDOWN_CANCEL' });
  }
}

define('muf-countdown', MufCountdown);
declare global { interface HTMLElementTagNameMap { 'muf-countdown': MufCountdown } }
