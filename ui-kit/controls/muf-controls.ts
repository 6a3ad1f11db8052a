import { css, html, nothing, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';
import { MufElement } from '../base.ts';
import '../cohost/muf-cohost-control.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { roomOf } from '../sheets/room-of.ts';
import { moveByArrows } from './arrows.ts';
import './muf-camera-control.ts';
import './muf-captions-control.ts';
import './muf-control-button.ts';
import './muf-flip-control.ts';
import './muf-fullscreen-control.ts';
import './muf-mic-control.ts';
import './muf-mirror-control.ts';
import './muf-pause-control.ts';
import './muf-pip-control.ts';
import './muf-screen-control.ts';
import './muf-settings-control.ts';
import './muf-share-control.ts';
import { Stillness } from './stillness.ts';
import { shared } from '../layout/shared.css.ts';

/** The bar leaves after this much stillness. */
export const hideAfterMs = 3000;

/**
 * The controls of whoever looks: a column at the edge, or a bar. A viewer's bar comes when something stirs and
 * goes after 3 s of stillness, but never while the pointer or the focus is on it.
 *
 * @element muf-controls
 * @attr {'column' | 'bar'} variant - How they stand. The bar hides by itself.
 * @attr {boolean} quiet - Reflects that the bar is hidden.
 * @attr {boolean} tight - Little room: what is rarely needed waits behind one button, so that the rest is near the thumb.
 * @attr {boolean} expanded - Shows that as well.
 * @slot - More controls, after the kit's own.
 * @csspart controls - The toolbar.
 */
export class MufControls extends MufElement {
  static override properties = { variant: { reflect: true }, quiet: { type: Boolean, reflect: true }, tight: { type: Boolean, reflect: true }, expanded: { type: Boolean, reflect: true } };
  static override styles = [shared, css`
    :host { display: block; pointer-events: none }
    .controls { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: var(--muf-space-2); inline-size: fit-content; max-inline-size: 100%; margin-inline: auto; pointer-events: auto; transition: opacity var(--muf-move), translate var(--muf-move) var(--muf-ease) }
    :host([variant='column']) .controls { flex-flow: column nowrap; margin-inline: auto 0 }
    :host([tight]:not([expanded])) .rare { display: none }
    :host([quiet][variant='bar']) .controls { opacity: 0; translate: 0 8px }
  `];

  declare variant: 'column' | 'bar';
  declare quiet: boolean;
  declare tight: boolean;
  declare expanded: boolean;
  /** The time stillness goes by; a fake one in tests. */
  clock: Clock = systemClock;

  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  #stillness: Stillness | undefined;
  #area: HTMLElement | undefined;
  readonly #stir = (): void => {
    this.quiet = false;
    this.#stillness?.stir();
  };

  constructor() {
    super();
    this.variant = 'bar';
    this.quiet = false;
    this.tight = false;
    this.expanded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stillness = new Stillness(this.clock, hideAfterMs, () => this.#settle());
    this.#area = (roomOf(this) as HTMLElement | null) ?? document.documentElement;
    for (const event of stirring) this.#area.addEventListener(event, this.#stir, { passive: true });
    this.#stir();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const event of stirring) this.#area?.removeEventListener(event, this.#stir);
    this.#stillness?.close();
  }

  /** Whoever is on stage looks for the microphone when it matters: their bar stays. */
  get #watches(): boolean {
    return this.#self.value?.role === 'viewer';
  }

  #settle(): void {
    const held = this.matches(':focus-within') || this.renderRoot.querySelector('.controls')?.matches(':hover');
    if (held) this.#stillness?.stir();
    else this.quiet = this.variant === 'bar' && this.#watches;
  }

  override render(): TemplateResult {
    const role = this.#self.value?.role ?? 'viewer';
    const rare = role === 'viewer' ? '' : 'rare';
    return html`
      <div class="controls" part="controls" role="toolbar" aria-label=${this.t('controls.label')} aria-orientation=${this.variant === 'column' ? 'vertical' : 'horizontal'}
        @keydown=${(event: KeyboardEvent) => moveByArrows(event, event.currentTarget as Element)}>
        ${role === 'viewer' ? nothing : html`
          <muf-mic-control></muf-mic-control>
          <muf-camera-control></muf-camera-control>
          <muf-flip-control class="rare"></muf-flip-control>
          <muf-mirror-control class="rare"></muf-mirror-control>
          <muf-pause-control class="rare"></muf-pause-control>
          <muf-screen-control class="rare"></muf-screen-control>
        `}
        <muf-cohost-control></muf-cohost-control>
        <muf-share-control class=${rare}></muf-share-control>
        <muf-captions-control class=${rare}></muf-captions-control>
        <muf-settings-control></muf-settings-control>
        ${this.variant === 'bar' ? html`<muf-pip-control class=${rare}></muf-pip-control><muf-fullscreen-control class=${rare}></muf-fullscreen-control>` : nothing}
        ${role === 'viewer' || !this.tight ? nothing : html`<muf-control-button label=${this.t('controls.more')} icon=${this.expanded ? 'chevron-down' : 'more'} .pressed=${this.expanded} @click=${() => { this.expanded = !this.expanded; }}></muf-control-button>`}
        <slot></slot>
      </div>
    `;
  }
}

const stirring = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

define('muf-controls', MufControls);
declare global { interface HTMLElementTagNameMap { 'muf-controls': MufControls } }
