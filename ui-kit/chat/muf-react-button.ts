import { css, html, nothing, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { ariaKeys } from '../keyboard/keys.ts';
import { chrome, shared } from '../layout/shared.css.ts';

const heart = '❤️';
const others = ['👏', '🔥', '😂', '😮', '🎉'] as const;
/** The other reactions go again after this much stillness, in ms. */
const shownMs = 4000;

/**
 * A heart at a tap; the first one also brings up a few other reactions, which go again by themselves.
 *
 * @element muf-react-button
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @attr {boolean} open - Whether the other reactions show.
 * @csspart button - The heart.
 * @csspart choice - The other reactions.
 */
export class MufReactButton extends MufElement {
  static override properties = { layout: { reflect: true }, open: { type: Boolean, reflect: true } };
  static override styles = [shared, chrome, css`
    :host { position: relative; display: block; flex: none }
    button { display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); border-radius: 50%; transition: scale var(--muf-fast) var(--muf-ease) }
    button:active { scale: 0.86 }
    .heart { color: var(--muf-color-live) }
    .heart svg { inline-size: 26px; block-size: 26px }
    .choice { position: absolute; z-index: 1; inset-block-end: calc(100% + var(--muf-space-2)); inset-inline-end: 0; display: grid; padding: 2px; visibility: hidden; opacity: 0; translate: 0 8px; transition: opacity var(--muf-fast), translate var(--muf-move) var(--muf-ease), visibility var(--muf-fast) }
    :host([open]) .choice { visibility: visible; opacity: 1; translate: 0 }
    .choice button { font-size: 22px; line-height: 1 }
    :host([layout='wide']) .heart { background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent) }
    :host([layout='compact']) .heart { background: var(--muf-color-chrome); backdrop-filter: blur(var(--muf-blur)); box-shadow: inset 0 0 0 1px rgb(255 255 255 / 0.16) }
    :host([layout='compact']) .heart:focus-visible { outline-color: var(--muf-color-focus-on-video) }
  `];

  declare layout: string;
  declare open: boolean;
  /** The time the choice goes by; a fake one in tests. */
  clock: Clock = systemClock;
  readonly #shortcuts = this.watch((room) => room.view.$shortcuts, false);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  #cancel: (() => void) | undefined;

  constructor() {
    super();
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  override render(): TemplateResult {
    return html`
      <div class="choice chrome" part="choice" role="group" aria-label=${this.t('chat.react')} @keydown=${this.#key}>
        ${others.map((emoji) => html`<button type="button" aria-label=${this.t('chat.reactWith', { emoji })} @click=${() => this.#react(emoji)}>${emoji}</button>`)}
      </div>
      <button class="heart" part="button" type="button" aria-label=${this.t('chat.react')} title=${this.t('chat.react')} aria-keyshortcuts=${this.#shortcuts.value ? ariaKeys('react') : nothing} @click=${() => this.#react(heart)} @keydown=${this.#key}>${icon('heart')}</button>
    `;
  }

  #react(emoji: string): void {
    this.request({ type: 'REACTION_SEND', emoji });
    this.open = true;
    this.#cancel?.();
    this.#cancel = this.clock.after(shownMs, () => this.#settle());
  }

  /** It stays while the focus is in it. */
  #settle(): void {
    if (this.renderRoot.querySelector('.choice')?.matches(':focus-within')) this.#cancel = this.clock.after(shownMs, () => this.#settle());
    else this.#close();
  }

  #close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.open = false;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.renderRoot.querySelector<HTMLElement>('.heart')?.focus();
    this.#close();
  }
}

define('muf-react-button', MufReactButton);
declare global { interface HTMLElementTagNameMap { 'muf-react-button': MufReactButton } }
