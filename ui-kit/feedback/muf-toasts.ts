import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { systemClock, type Clock } from '../../core/clock.ts';
import type { Toast } from '../view-store.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/** Long enough to read two sentences. */
const shownMs = 6000;

/**
 * Short notices that go by themselves, or with a tap.
 *
 * @element muf-toasts
 * @fires {CustomEvent<MufRequest>} muf-request - `TOAST_DISMISS` when one has been read.
 * @csspart toast - One notice.
 * @csspart dismiss - Its button.
 */
export class MufToasts extends MufElement {
  static override styles = [shared, css`
    :host { display: grid; justify-items: center; gap: var(--muf-space-2); pointer-events: none; }
    .toast {
      display: flex; align-items: center; gap: var(--muf-space-3); max-inline-size: min(100%, 440px); padding-inline-start: var(--muf-space-4);
      border-radius: var(--muf-radius-md); color: var(--muf-color-on-surface); background: var(--muf-color-surface-raised);
      box-shadow: var(--muf-elevation), 0 0 0 1px var(--muf-color-hairline); font-size: var(--muf-text-sm); pointer-events: auto;
      transition: opacity var(--muf-move), transform var(--muf-move) var(--muf-ease);
    }
    @starting-style { .toast { opacity: 0; transform: translateY(var(--toast-from, -8px)); } }
    .toast p { flex: 1; padding-block: var(--muf-space-2); overflow-wrap: anywhere; }
    .toast > svg { inline-size: 20px; block-size: 20px; color: var(--muf-color-positive); }
    .toast.warning > svg { color: var(--muf-color-warning); }
    .toast.danger > svg { color: var(--muf-color-danger); }
    button { display: grid; place-items: center; flex: none; inline-size: var(--muf-target); block-size: var(--muf-target); }
    button svg { inline-size: 18px; block-size: 18px; color: var(--muf-color-on-surface-muted); }
    .toasts { display: contents; }
  `];

  /** The time toasts go by; a fake one in tests. */
  clock: Clock = systemClock;
  readonly #toasts = this.watch((room) => room.view.$toasts, []);
  readonly #timers = new Map<number, () => void>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  override render(): TemplateResult {
    return html`<div class="toasts" role="log" aria-label=${this.t('feedback.toasts')}>
      ${repeat(this.#toasts.value, (toast) => toast.id, (toast) => this.#toast(toast))}
    </div>`;
  }

  protected override updated(): void {
    const present = new Set(this.#toasts.value.map((toast) => toast.id));
    for (const id of present) {
      if (!this.#timers.has(id)) this.#timers.set(id, this.clock.after(shownMs, () => this.request({ type: 'TOAST_DISMISS', id })));
    }
    for (const [id, cancel] of this.#timers) {
      if (present.has(id)) continue;
      cancel();
      this.#timers.delete(id);
    }
  }

  #toast({ id, text, tone }: Toast): TemplateResult {
    return html`<div part="toast" class=${`toast ${tone}`}>
      ${tone === 'info' ? icon('check') : icon('warning')}
      <p dir="auto">${text}</p>
      <button part="dismiss" type="button" aria-label=${this.t('feedback.dismiss')} @click=${() => this.request({ type: 'TOAST_DISMISS', id })}>${icon('close')}</button>
    </div>`;
  }
}

define('muf-toasts', MufToasts);
declare global { interface HTMLElementTagNameMap { 'muf-toasts': MufToasts } }
