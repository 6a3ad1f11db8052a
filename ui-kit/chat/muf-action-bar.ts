import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import './muf-chat-input.ts';
import './muf-react-button.ts';

/**
 * The one bar at the bottom: the message box between two clusters of the page's own buttons.
 *
 * @element muf-action-bar
 * @slot actionBar.bottomLeft - Left of the message box.
 * @slot actionBar.bottomRight - Right of it.
 * @csspart bar - The bar.
 */
export class MufActionBar extends MufElement {
  static override styles = [shared, css`
    :host { display: block; padding: 2px max(var(--muf-space-3), env(safe-area-inset-right)) calc(2px + env(safe-area-inset-bottom)) max(var(--muf-space-3), env(safe-area-inset-left)) }
    .bar { display: flex; align-items: center; min-block-size: 48px }
    muf-react-button { margin-inline-start: var(--muf-space-2) }
    ::slotted(*) { flex: none; max-inline-size: 45% }
    /* An empty mount takes no room, yet is displayed: what fills it can tell. */
    slot[name$='Left']::slotted(:not(:empty)) { margin-inline-end: var(--muf-space-2) }
    slot[name$='Right']::slotted(:not(:empty)) { margin-inline-start: var(--muf-space-2) }
  `];

  /** Puts the caret into the message box. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('muf-chat-input')?.focus(options);
  }

  override render(): TemplateResult {
    return html`
      <div class="bar" part="bar">
        <slot name="actionBar.bottomLeft"></slot>
        <muf-chat-input exportparts="form: chat-form, input: chat-input, send: chat-send, counter: chat-counter"></muf-chat-input>
        <muf-react-button exportparts="button: react, choice: react-choice"></muf-react-button>
        <slot name="actionBar.bottomRight"></slot>
      </div>
    `;
  }
}

define('muf-action-bar', MufActionBar);
declare global { interface HTMLElementTagNameMap { 'muf-action-bar': MufActionBar } }
