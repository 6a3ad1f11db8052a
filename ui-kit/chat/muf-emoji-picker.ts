import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import { besideOpener, frameOf } from '../sheets/place.ts';
import { roomOf } from '../sheets/room-of.ts';

/** A handful for a live chat; the rest is on every keyboard. */
const emojis = [
  ...['😀', '😂', '🥹', '😍', '🥰', '😎', '🤩', '🥳', '😮', '😢', '😅', '🤔', '🙃', '😴', '🤯', '😇'],
  ...['👍', '👎', '👏', '🙌', '🙏', '💪', '👋', '🤝', '✌️', '👀', '🫶', '🤞'],
  ...['❤️', '🧡', '💛', '💚', '💙', '💜', '🖤', '💔', '🔥', '✨', '🎉', '🎊', '💯', '⭐', '⚡', '🌈'],
  ...['🎵', '🎸', '🎤', '📷', '🎮', '⚽', '🏆', '🚀', '☕', '🍕', '🍰', '🌹', '🐶', '🐱', '🦄', '🌍'],
] as const;

const columns = 8;

/**
 * A small choice of emoji. Arrow keys go through it; a choice or Escape closes it.
 *
 * @element muf-emoji-picker
 * @fires {CustomEvent<string>} muf-emoji - The one that was chosen. Does not bubble.
 * @csspart picker - The panel.
 * @csspart emoji - One emoji.
 */
export class MufEmojiPicker extends MufElement {
  static override styles = [shared, css`
    :host { display: contents }
    [popover] { position: fixed; inset: auto; left: var(--picker-left, 0); top: var(--picker-top, 0); margin: 0; padding: var(--muf-space-2); border: 0; border-radius: var(--muf-radius-md); background: var(--muf-color-surface-raised); box-shadow: var(--muf-elevation), 0 0 0 1px var(--muf-color-hairline); max-block-size: 60vh; overflow-y: auto; overscroll-behavior: contain }
    [popover]:popover-open { display: grid; grid-template-columns: repeat(${columns}, 44px); animation: open var(--muf-fast) var(--muf-ease) }
    @keyframes open { from { opacity: 0; translate: 0 6px } }
    @media (max-width: 420px) { [popover]:popover-open { grid-template-columns: repeat(${columns}, minmax(36px, 1fr)) } }
    button { display: grid; place-items: center; block-size: 44px; border-radius: var(--muf-radius-sm); font-size: 24px; line-height: 1 }
    button:hover { background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent) }
    button:focus-visible { outline-offset: -2px }
  `];

  #opener: HTMLElement | undefined;

  /** Opens beside `opener`, or closes. */
  async toggle(opener: HTMLElement): Promise<void> {
    await this.updateComplete;
    const picker = this.#picker;
    if (!picker) return;
    if (picker.matches(':popover-open')) return picker.hidePopover();
    this.#opener = opener;
    picker.showPopover();
    opener.setAttribute('aria-expanded', 'true');
    const frame = frameOf(roomOf(this)?.getBoundingClientRect() ?? null, { width: innerWidth, height: innerHeight });
    const { left, top } = besideOpener(frame, { width: picker.offsetWidth, height: picker.offsetHeight }, opener.getBoundingClientRect());
    picker.style.setProperty('--picker-left', `${left}px`);
    picker.style.setProperty('--picker-top', `${top}px`);
    picker.querySelector('button')?.focus();
  }

  get #picker(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  override render(): TemplateResult {
    // Screen readers know every emoji's name in their own language.
    return html`<div popover part="picker" role="group" aria-label=${this.t('chat.emoji')} @keydown=${this.#key} @toggle=${this.#toggled}>
      ${emojis.map((emoji, index) => html`<button part="emoji" type="button" tabindex=${index === 0 ? 0 : -1} @click=${() => this.#choose(emoji)}>${emoji}</button>`)}
    </div>`;
  }

  #choose(emoji: string): void {
    this.#picker?.hidePopover();
    this.dispatchEvent(new CustomEvent('muf-emoji', { detail: emoji }));
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#opener?.removeAttribute('aria-expanded');
    if (this.shadowRoot?.activeElement) this.#opener?.focus({ preventScroll: true });
    this.#opener = undefined;
  }

  #key(event: KeyboardEvent): void {
    const all = [...this.renderRoot.querySelectorAll('button')];
    const at = all.findIndex((one) => one === event.target);
    const forward = this.matches(':dir(rtl)') ? -1 : 1;
    const steps: Readonly<Record<string, number>> = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns };
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : steps[event.key] === undefined ? undefined : at + steps[event.key]!;
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = all[to];
    if (!next) return;
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  }
}

define('muf-emoji-picker', MufEmojiPicker);
declare global { interface HTMLElementTagNameMap { 'muf-emoji-picker': MufEmojiPicker } }
