import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { audienceSentence } from './audience-words.ts';
import './muf-action-bar.ts';
import './muf-chat-log.ts';
import './muf-pinned.ts';
import './muf-reply-bar.ts';
import './muf-typing.ts';

/**
 * The whole chat: the pinned line, log, typing line and the bar with the message box.
 *
 * @element muf-chat
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @slot - Between the log and the bar: banners.
 * @slot actionBar.bottomLeft - Left of the message box.
 * @slot actionBar.bottomRight - Right of it.
 * @csspart log - The log element.
 * @csspart bar - The bar element.
 * @csspart pinned - The pinned line.
 * @csspart reply - What the next message answers.
 * @cssprop [--muf-chat-height=40cqb] - The most the log takes over the picture.
 */
export class MufChat extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, css`
    :host { display: flex; flex-direction: column; justify-content: flex-end; min-block-size: 0; min-inline-size: 0 }
    muf-chat-log { max-block-size: var(--muf-chat-height, 40cqb); inline-size: 75% }
    /* Over the picture the pin keeps off the faces: it stands under the newest line, where it never moves. */
    :host([layout='compact']) :is(muf-typing, muf-reply-bar, muf-action-bar), :host([layout='compact']) slot:not([name])::slotted(*) { order: 2 }
    :host([layout='compact']) muf-pinned { order: 1 }
    :host([layout='wide']) { block-size: 100% }
    :host([layout='wide']) muf-chat-log { flex: 1; max-block-size: none; inline-size: auto }
  `];

  declare layout: string;
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #changes = this.watch((room) => room.manager.stores.audience.$changes, []);
  #told: string | undefined;

  override willUpdate(): void {
    this.layout = this.#layout.value;
    this.#tellChange();
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    // What happened before this was here is old.
    this.#told = room?.manager.stores.audience.$changes.get().at(-1)?.id;
  }

  /** What happened to my audience as a whole is said once as a notice too, for those who do not look at the chat. */
  #tellChange(): void {
    const { room } = this;
    const change = this.#changes.value.at(-1);
    if (!room || !change || change.id === this.#told) return;
    this.#told = change.id;
    const people = room.manager.stores.peers.$byId.get();
    room.view.toast(audienceSentence(change, (key, values) => this.t(key, values), (peerId) => people.get(peerId)?.displayName || this.t('people.someone')));
  }

  /** Puts the caret into the message box. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('muf-action-bar')?.focus(options);
  }

  /** Escape leaves the message box for the log, where single keys act again. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || !(event.composedPath()[0] instanceof HTMLInputElement)) return;
    event.preventDefault();
    this.renderRoot.querySelector('muf-chat-log')?.focus();
  }

  override render(): TemplateResult {
    return html`
      <muf-pinned exportparts="pinned"></muf-pinned>
      <muf-chat-log part="log"></muf-chat-log>
      <muf-typing></muf-typing>
      <slot></slot>
      <muf-reply-bar exportparts="reply"></muf-reply-bar>
      <muf-action-bar part="bar" @keydown=${this.#key}>
        <slot name="actionBar.bottomLeft" slot="actionBar.bottomLeft"></slot>
        <slot name="actionBar.bottomRight" slot="actionBar.bottomRight"></slot>
      </muf-action-bar>
    `;
  }
}

define('muf-chat', MufChat);
declare global { interface HTMLElementTagNameMap { 'muf-chat': MufChat } }
