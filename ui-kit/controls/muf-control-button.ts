import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { icon, type IconName } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * One round control. Its name never changes with its state: a toggle says so by `aria-pressed`.
 *
 * @element muf-control-button
 * @attr {string} label - The accessible name.
 * @attr {string} hint - The tooltip, where it says more than the name.
 * @attr {string} keys - Which key does the same, as `aria-keyshortcuts` says it.
 * @attr {string} icon - The icon's name.
 * @attr {'floating' | 'plain'} look - Over the picture, or on a surface.
 * @attr {boolean} off - Draws the control as switched off.
 * @attr {boolean} warning - Marks it with a dot: something is wrong, `hint` says what.
 * @csspart button - The button.
 * @csspart warning - The dot.
 */
export class MufControlButton extends MufElement {
  static override properties = { label: {}, hint: {}, keys: {}, icon: {}, pressed: { attribute: false }, off: { type: Boolean, reflect: true }, warning: { type: Boolean }, look: { reflect: true } };
  static override shadowRootOptions: ShadowRootInit = { ...MufElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, css`
    :host { display: inline-block; flex: none }
    button {
      appearance: none; position: relative; display: grid; place-items: center; inline-size: 48px; block-size: 48px; padding: 0; border: 0; border-radius: 50%;
      background: var(--muf-color-chrome); color: var(--muf-color-on-video); backdrop-filter: blur(var(--muf-blur)); cursor: pointer;
      transition: background-color var(--muf-fast), color var(--muf-fast), scale var(--muf-fast);
    }
    button:hover { background: color-mix(in srgb, var(--muf-color-chrome) 80%, var(--muf-color-on-video)) }
    button:active { scale: 0.94 }
    :host(:not([look='plain'])) button:focus-visible { outline-color: var(--muf-color-focus-on-video) }
    :host([off]) button { background: var(--muf-color-on-video); color: rgb(from var(--muf-color-scrim) r g b) }
    :host([look='plain']) button { background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent); color: var(--muf-color-on-surface); backdrop-filter: none }
    :host([look='plain']) button:hover { background: color-mix(in srgb, var(--muf-color-on-surface) 16%, transparent) }
    :host([look='plain'][off]) button { background: var(--muf-color-on-surface); color: var(--muf-color-surface) }
    .warning { position: absolute; inset-block-start: 0; inset-inline-end: 0; inline-size: 14px; block-size: 14px; border-radius: 50%; background: var(--muf-color-warning); color: var(--muf-color-surface); display: grid; place-items: center; font: 800 10px/1 var(--muf-font) }
  `];

  declare label: string;
  declare hint: string;
  declare keys: string;
  declare icon: IconName;
  /** `undefined` for a control that is not a toggle. */
  declare pressed: boolean | undefined;
  declare off: boolean;
  declare warning: boolean;
  declare look: 'floating' | 'plain';

  constructor() {
    super();
    this.label = '';
    this.hint = '';
    this.keys = '';
    this.icon = 'more';
    this.pressed = undefined;
    this.off = false;
    this.warning = false;
    this.look = 'floating';
  }

  override render(): TemplateResult {
    return html`
      <button part="button" type="button" aria-label=${this.label} aria-pressed=${this.pressed ?? nothing} title=${this.hint || this.label}
        aria-description=${this.hint || nothing} aria-keyshortcuts=${this.keys || nothing}>
        ${icon(this.icon)}${this.warning ? html`<span class="warning" part="warning" aria-hidden="true">!</span>` : nothing}
      </button>
    `;
  }
}

define('muf-control-button', MufControlButton);
declare global { interface HTMLElementTagNameMap { 'muf-control-button': MufControlButton } }
