import { css, html, nothing, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { TickController } from '../header/tick-controller.ts';
import { icon } from '../icons/icon.ts';
import { ariaKeys } from '../keyboard/keys.ts';
import { need } from '../room/lazy.ts';
import type { MufEmojiPicker } from './muf-emoji-picker.ts';
import { TypingNotifier } from './typing-notifier.ts';

/** Screen readers are told at these many characters left, and not with every letter. */
const told: ReadonlySet<number> = new Set([50, 20, 10, 5, 0]);
/** From here on the counter shows. */
const counterFrom = limits.chatText - 50;

/**
 * The message box. Send appears on typing; Enter sends too, but not while an input method is composing. What
 * was typed survives a lost connection: lines said while reconnecting wait, marked, until it is back.
 *
 * @element muf-chat-input
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @csspart form - The pill.
 * @csspart input - The text box.
 * @csspart counter - Characters left, near the limit.
 * @csspart emoji - Opens the choice of emoji (wide only: elsewhere the keyboard has them).
 * @csspart countdown - Seconds until slow mode lets one write again.
 * @csspart send - The Send button.
 */
export class MufChatInput extends MufElement {
  static override properties = { layout: { reflect: true }, text: { state: true } };
  static override shadowRootOptions: ShadowRootInit = { ...MufElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, css`
    :host { display: block; flex: 1; min-inline-size: 0 }
    form { --ring: var(--muf-color-focus-on-video); position: relative; display: flex; align-items: center; block-size: var(--muf-target); border-radius: var(--muf-radius-full); background: var(--muf-color-chrome); color: var(--muf-color-on-video); backdrop-filter: blur(var(--muf-blur)); box-shadow: inset 0 0 0 1px rgb(255 255 255 / 0.16) }
    form:has(input:focus-visible) { outline: 2px solid var(--ring); outline-offset: 1px }
    form :focus-visible { outline-color: var(--ring) }
    input { appearance: none; flex: 1; min-inline-size: 0; block-size: 100%; margin: 0; padding-inline: var(--muf-space-4) var(--muf-space-2); border: 0; background: none; color: inherit; font: inherit; font-size: max(16px, var(--muf-text-md)); text-overflow: ellipsis }
    /* The whole pill shows the focus. */
    input:focus-visible { outline: none }
    input::placeholder { color: inherit; opacity: 0.85 }
    input:placeholder-shown { direction: inherit }
    input:disabled { cursor: default }
    output, .countdown { flex: none; padding-inline-end: var(--muf-space-1); font-size: var(--muf-text-xs); font-variant-numeric: tabular-nums; min-inline-size: 2.5ch; text-align: end }
    output { min-inline-size: 24px }
    output.none { visibility: hidden }
    /* A placeholder runs on beneath what comes with the first letter. What is written has a direction of its own, its box has the room's. */
    output:has(+ .send) { margin-inline-start: -64px }
    form:dir(ltr) input:has(~ .send):not(:placeholder-shown) { padding-right: 72px }
    form:dir(rtl) input:has(~ .send):not(:placeholder-shown) { padding-left: 72px }
    .countdown { min-inline-size: 4ch; padding-inline: var(--muf-space-1) var(--muf-space-3); font-size: var(--muf-text-sm) }
    .emoji { flex: none; margin-inline-start: 2px; display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target); border-radius: 50%; color: var(--muf-color-on-surface-muted) }
    .emoji ~ input { padding-inline-start: var(--muf-space-1) }
    .emoji:hover, .emoji[aria-expanded] { color: inherit }
    .emoji svg { inline-size: 22px; block-size: 22px }
    .send { appearance: none; position: relative; flex: none; display: grid; place-items: center; inline-size: 36px; block-size: 36px; margin-inline-end: 4px; padding: 0; border: 0; border-radius: 50%; background: var(--muf-color-accent); color: var(--muf-color-on-accent); cursor: pointer; transition: scale var(--muf-fast) var(--muf-ease), opacity var(--muf-fast), visibility var(--muf-fast) }
    .send::after { content: ''; position: absolute; inset: -4px }
    .send svg { inline-size: 20px; block-size: 20px }
    .send:dir(rtl) svg { scale: -1 1 }
    .send.none { visibility: hidden; opacity: 0; scale: 0.6 }
    :host([layout='wide']) form { --ring: var(--muf-color-focus); background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent); color: var(--muf-color-on-surface); backdrop-filter: none; box-shadow: none }
    :host([layout='wide']) input::placeholder { color: var(--muf-color-on-surface-muted); opacity: 1 }
  `];

  declare layout: string;
  declare text: string;
  /** The time typing notices go by; a fake one in tests. */
  clock: Clock = systemClock;

  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #state = this.watch((room) => room.manager.stores.session.$state, 'IDLE');
  readonly #slowMode = this.watch((room) => room.manager.stores.chat.$slowModeSec, 0);
  readonly #mayWriteAt = this.watch((room) => room.manager.stores.chat.$mayWriteAt, 0);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #shortcuts = this.watch((room) => room.view.$shortcuts, false);
  readonly #replyTo = this.watch((room) => room.view.$replyTo, null);
  readonly #connection = this.watch((room) => room.manager.stores.connection.$connection, { status: 'disconnected', path: 'sfu' });
  #typing: TypingNotifier | undefined;

  constructor() {
    super();
    this.text = '';
    new TickController(this, () => this.#wait > 0);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#typing = new TypingNotifier(this.clock, (typing) => {
      // A crowd is not told of it.
      if (!typing || (this.room?.manager.stores.audience.$viewerCount.get() ?? 0) <= limits.typingAudience) this.request({ type: 'TYPING_SET', typing });
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#typing?.close();
  }

  /** Lines said while reconnecting are kept by the core and sent when the socket is back. */
  get #open(): boolean {
    const { status } = this.#connection.value;
    return !this.#muted && this.#state.value === 'ACTIVE' && (status === 'connected' || status === 'reconnecting');
  }

  /** A muted viewer cannot write; a muted broadcaster cannot be heard. */
  get #muted(): boolean {
    const self = this.#self.value;
    return self?.role === 'viewer' && self.muted === true;
  }

  /** Milliseconds until slow mode lets me write again. */
  get #wait(): number {
    const offset = this.room?.manager.stores.session.$clockOffset.get() ?? 0;
    return Math.max(0, this.#mayWriteAt.value - offset - this.clock.now());
  }

  /** Puts the caret into the text box, which is not the first control everywhere. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('input')?.focus(options);
  }

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  override render(): TemplateResult {
    const left = limits.chatText - this.text.length;
    const near = this.text.length >= counterFrom;
    const wait = Math.ceil(this.#wait / 1000);
    return html`
      <form part="form" @submit=${this.#submit}>
        ${this.layout === 'wide' ? this.#emojiButton() : nothing}
        <input part="input" type="text" aria-label=${this.t('chat.input')} aria-keyshortcuts=${this.#shortcuts.value ? ariaKeys('chat') : nothing} placeholder=${this.#placeholder()}
          autocomplete="off" enterkeyhint="send" maxlength=${limits.chatText} dir="auto" ?disabled=${!this.#open}
          .value=${this.text} @input=${this.#type} @keydown=${this.#key} @blur=${() => this.#typing?.stop()}>
        <output part="counter" aria-live=${told.has(left) ? 'polite' : 'off'} class=${near ? '' : 'none'} aria-label=${near ? this.t('chat.left', { count: left }) : ''}>${near ? left : ''}</output>
        ${wait > 0
          ? html`<span class="countdown" part="countdown" role="timer" aria-label=${this.t('chat.slowLeft', { count: wait })} title=${this.t('chat.slowLeft', { count: wait })}>${wait}</span>`
          : html`<button part="send" type="submit" class=${this.text.trim() ? 'send' : 'send none'} aria-label=${this.t('chat.send')} title=${this.t('chat.send')} ?disabled=${!this.#open}
              @pointerdown=${(event: Event) => event.preventDefault()}>${icon('send')}</button>`}
      </form>
    `;
  }

  #placeholder(): string {
    if (this.#muted) return this.t('moderation.muted');
    if (!this.#open) return this.t('chat.offline');
    return this.#slowMode.value > 0 ? this.t('chat.slowHint') : this.t('chat.placeholder');
  }

  #emojiButton(): TemplateResult {
    return html`
      <button class="emoji" part="emoji" type="button" aria-haspopup="true" aria-label=${this.t('chat.emoji')} title=${this.t('chat.emoji')} ?disabled=${!this.#open} @click=${this.#pickEmoji}>${icon('smile')}</button>
      <muf-emoji-picker exportparts="picker: emoji-picker" @muf-emoji=${this.#insert}></muf-emoji-picker>
    `;
  }

  #pickEmoji(event: Event): void {
    const button = event.currentTarget as HTMLElement;
    need('muf-emoji-picker');
    void customElements.whenDefined('muf-emoji-picker').then(() => this.renderRoot.querySelector<MufEmojiPicker>('muf-emoji-picker')?.toggle(button));
  }

  /** Where the caret is. */
  #insert({ detail }: CustomEvent<string>): void {
    const input = this.renderRoot.querySelector('input');
    if (!input || input.value.length + detail.length > limits.chatText) return;
    input.focus();
    input.setRangeText(detail, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, 'end');
    input.dispatchEvent(new InputEvent('input'));
  }

  #type(event: Event): void {
    this.text = (event.currentTarget as HTMLInputElement).value;
    if (this.text.trim()) this.#typing?.stroke();
    else this.#typing?.stop();
  }

  #key(event: KeyboardEvent): void {
    // 229: Safari ends the composition before it reports the Enter that chose a word.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && composing) event.preventDefault();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const text = this.text.trim();
    if (!text || !this.#open || this.#wait > 0) return;
    const answered = this.#replyTo.value;
    this.request({ type: 'CHAT_SEND', text, ...(answered && this.#isThere(answered.id) ? { replyTo: answered.id } : {}) });
    if (answered) this.request({ type: 'REPLY_TO', line: null });
    this.text = '';
    this.#typing?.stop();
    this.renderRoot.querySelector('input')?.focus();
  }

  #isThere(id: string): boolean {
    return this.room?.manager.stores.chat.$lines.get().some((line) => line.id === id) ?? false;
  }
}

define('muf-chat-input', MufChatInput);
declare global { interface HTMLElementTagNameMap { 'muf-chat-input': MufChatInput } }
