import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import './muf-action-bar.ts';
import './muf-chat-log.ts';
import './muf-typing.ts';

/**
 * The whole chat: log, typing line and the bar with the message box.
 *
 * @element muf-chat
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @slot - Between the log and the bar: banners.
 * @slot actionBar.bottomLeft - Left of the message box.
 * @slot actionBar.bottomRight - Right of it.
 * @csspart log - The log element.
 * @csspart bar - The bar element.
 * @cssprop [--muf-chat-height=40cqb] - The most the log takes over the picture.
 */
export class MufChat extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, css`
    :host { display: flex; flex-direction: column; justify-content: flex-end; min-block-size: 0; min-inline-size: 0 }
    muf-chat-log { max-block-size: var(--muf-chat-height, 40cqb); inline-size: 75% }
    :host([layout='wide']) { block-size: 100% }
    :host([layout='wide']) muf-chat-log { flex: 1; max-block-size: none; inline-size: auto }
  `];

  declare layout: string;
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  /** Puts the caret into the message box. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('muf-action-bar')?.focus(options);
  }

  override render(): TemplateResult {
    return html`
      <muf-chat-log part="log"></muf-chat-log>
      <muf-typing></muf-typing>
      <slot></slot>
      <muf-action-bar part="bar">
        <slot name="actionBar.bottomLeft" slot="actionBar.bottomLeft"></slot>
        <slot name="actionBar.bottomRight" slot="actionBar.bottomRight"></slot>
      </muf-action-bar>
    `;
  }
}

define('muf-chat', MufChat);
declare global { interface HTMLElementTagNameMap { 'muf-chat': MufChat } }
