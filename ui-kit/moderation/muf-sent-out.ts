import { css, html, nothing, type TemplateResult } from 'lit';
import { systemClock } from '../../core/clock.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * What someone sees who was removed or banned: why, and whether and when they can come back.
 *
 * @element muf-sent-out
 * @attr {'removed' | 'banned'} code - Which of the two.
 * @fires {CustomEvent<MufRequest>} muf-request - `RETRY` to join again, once the time is over.
 * @csspart screen - The whole.
 * @csspart title - What happened.
 * @csspart hint - What it means.
 * @csspart rejoin - The button.
 */
export class MufSentOut extends MufElement {
  static override properties = { code: { type: String }, left: { state: true } };
  static override styles = [shared, buttons, css`
    :host { display: block }
    .screen { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--muf-space-2); padding: var(--muf-space-5); text-align: center; background: var(--muf-color-surface); overflow: auto }
    .mark { display: grid; place-items: center; inline-size: 72px; block-size: 72px; margin-block-end: var(--muf-space-3); border-radius: 50%; color: var(--muf-color-on-surface-muted); background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent) }
    .mark svg { inline-size: 32px; block-size: 32px }
    h2 { font-size: var(--muf-text-xl); font-weight: var(--muf-weight-strong); line-height: 1.25; max-inline-size: 24ch; text-wrap: balance }
    p { color: var(--muf-color-on-surface-muted); max-inline-size: 36ch; text-wrap: balance }
    .button { margin-block-start: var(--muf-space-4); min-inline-size: 160px }
  `];

  declare code: 'removed' | 'banned';
  /** Seconds until they may come back. */
  declare protected left: number;
  readonly #error = this.watch((room) => room.manager.stores.session.$error, null);
  #until = 0;
  #stop: (() => void) | undefined;

  constructor() {
    super();
    this.code = 'removed';
    this.left = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.code !== 'removed') return;
    this.#until = systemClock.now() + (this.#error.value?.retryAfterMs ?? limits.removedMs);
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  override render(): TemplateResult {
    const banned = this.code === 'banned';
    return html`<section part="screen" class="screen" role="alert">
      <div class="mark" aria-hidden="true">${icon(banned ? 'block' : 'exit')}</div>
      <h2 part="title">${this.t(banned ? 'moderation.bannedTitle' : 'moderation.removedTitle')}</h2>
      <p part="hint">${this.t(banned ? 'moderation.bannedHint' : 'moderation.removedHint')}</p>
      ${banned ? nothing : this.#rejoin()}
    </section>`;
  }

  /** The seconds are for the eye: read out, they would never stop. */
  #rejoin(): TemplateResult {
    return html`
      ${this.left > 0 ? html`<p class="tabular" aria-live="off">${this.t('moderation.removedWait', { count: this.left })}</p>` : nothing}
      <button part="rejoin" class="button primary" type="button" ?disabled=${this.left > 0} @click=${() => this.request({ type: 'RETRY' })}>${this.t('moderation.rejoin')}</button>`;
  }

  #tick(): void {
    this.left = Math.max(0, Math.ceil((this.#until - systemClock.now()) / 1000));
    if (this.left > 0) this.#stop = systemClock.after(1000, () => this.#tick());
  }
}

define('muf-sent-out', MufSentOut);
declare global { interface HTMLElementTagNameMap { 'muf-sent-out': MufSentOut } }
