import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * "Tap to listen": shown while the browser keeps the sound back. The picture plays meanwhile.
 *
 * @element muf-sound-unlock
 * @fires {CustomEvent<MufRequest>} muf-request - `SOUND_UNLOCK` on a tap.
 * @csspart button - The button.
 */
export class MufSoundUnlock extends MufElement {
  static override styles = [shared, css`
    :host { display: block; inline-size: fit-content; max-inline-size: 100%; pointer-events: none; }
    :host(:not([data-blocked])) { display: none; }
    button {
      display: flex; align-items: center; gap: var(--muf-space-2); min-block-size: max(48px, var(--muf-target, 44px)); max-inline-size: 100%; padding: 0 var(--muf-space-5) 0 var(--muf-space-4);
      border-radius: var(--muf-radius-full); pointer-events: auto; font-weight: var(--muf-weight-strong);
      color: #0b0c10; background: #fff; box-shadow: 0 8px 32px rgb(0 0 0 / 0.4);
      transition: opacity var(--muf-move), transform var(--muf-move) var(--muf-ease);
    }
    @starting-style { button { opacity: 0; } }
    button:focus-visible { outline-color: var(--muf-color-focus-on-video); }
    button:active { transform: scale(0.97); }
  `];

  readonly #blocked = this.watch((room) => room.view.$soundBlocked, false);

  override willUpdate(): void {
    this.toggleAttribute('data-blocked', this.#blocked.value);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.#blocked.value) return nothing;
    return html`<button part="button" type="button" @click=${() => this.request({ type: 'SOUND_UNLOCK' })}>${icon('sound')}${this.t('feedback.unlock')}</button>`;
  }
}

define('muf-sound-unlock', MufSoundUnlock);
declare global { interface HTMLElementTagNameMap { 'muf-sound-unlock': MufSoundUnlock } }
