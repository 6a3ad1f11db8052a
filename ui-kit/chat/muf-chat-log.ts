import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatLine } from '../../core/stores/chat.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { avatarStyles } from '../people/avatar.ts';
import { chatLine } from './chat-line.ts';
import { chatLogStyles } from './muf-chat-log.css.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { timeline, type Arrival, type Entry } from './timeline.ts';

/** Lines drawn at once; older ones stay in the store. */
const cap = 200;
const arrivalsKept = 50;

/**
 * What people say. Over the picture on a phone, a calm column on a desktop; it follows the newest line until
 * its reader scrolls up, and then counts what is new.
 *
 * @element muf-chat-log
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @csspart log - The scrolling list.
 * @csspart line - One line.
 * @csspart avatar - The face beside it.
 * @csspart name - Who said it.
 * @csspart badge - "Host".
 * @csspart time - When it was said (wide only).
 * @csspart text - What was said.
 * @csspart link - A link in it.
 * @csspart failed - Why a line is not sent.
 * @csspart retry - "Try again".
 * @csspart arrivals - "Bo joined".
 * @csspart new - The pill that leads to the newest line.
 * @csspart empty - Shown before the first line.
 */
export class MufChatLog extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, avatarStyles, chatLogStyles];

  declare layout: string;
  readonly #lines = this.watch((room) => room.manager.stores.chat.$lines, []);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #scroll = new ScrollKeeper();
  #arrivals: readonly Arrival[] = [];
  #lastSeen: ChatLine | undefined;
  #heard: RoomContext | undefined;
  #off: (() => void) | undefined;
  #resized: ResizeObserver | undefined;
  #clock: Intl.DateTimeFormat | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.#list && this.#scroll.after(this.#list));
    this.#resized.observe(this);
    this.#watchLines();
    this.#listen(this.room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
    this.#off?.();
    this.#off = undefined;
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    if (room !== this.#heard) this.#arrivals = [];
    this.#heard = room;
    if (this.isConnected) this.#listen(room);
  }

  #listen(room: RoomContext | undefined): void {
    this.#off?.();
    this.#off = room?.manager.on('PEER_JOINED', ({ peerId, displayName }) => {
      const at = Date.now() + room.manager.stores.session.$clockOffset.get();
      this.#arrivals = [...this.#arrivals, { id: peerId, name: displayName, at }].slice(-arrivalsKept);
      this.requestUpdate();
    });
  }

  protected override firstUpdated(): void {
    this.#watchLines();
  }

  /** Lines also grow by themselves, when a font arrives or the column gets narrower. */
  #watchLines(): void {
    const lines = this.renderRoot?.querySelector('.lines');
    if (lines) this.#resized?.observe(lines);
  }

  get #list(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.log');
  }

  override willUpdate(): void {
    this.layout = this.#layout.value;
    this.#clock = this.#clock?.resolvedOptions().locale === this.locale ? this.#clock : new Intl.DateTimeFormat(this.locale, { hour: 'numeric', minute: '2-digit' });
    if (!this.hasUpdated) return;
    const newest = this.#lines.value.at(-1);
    // What I say myself is what I want to see.
    if (this.#list && newest?.isSelf && newest.status === 'pending' && !this.#wasHere(newest)) this.#scroll.toEnd(this.#list);
    this.#scroll.before(this.#list);
  }

  override updated(_changed: PropertyValues): void {
    // At the end, the list's new height is what moves it: asking for it here would have the page laid out twice.
    if (this.#list && !this.#scroll.atEnd) this.#scroll.after(this.#list);
    if (this.#scroll.atEnd) this.#lastSeen = this.#lines.value.at(-1);
  }

  #wasHere(line: ChatLine): boolean {
    return this.#lastSeen !== undefined && keyOf(this.#lastSeen) === keyOf(line);
  }

  /** How many lines came after the last one that was seen. */
  get #unseen(): number {
    if (this.#scroll.atEnd) return 0;
    const lines = this.#lines.value;
    const seen = lines.findLastIndex((line) => this.#wasHere(line));
    return lines.length - 1 - seen;
  }

  override render(): TemplateResult {
    const entries = timeline(this.#lines.value, this.#arrivals, cap);
    const unseen = this.#unseen;
    return html`
      <div class="log ${this.layout}" part="log" role="log" aria-label=${this.t('chat.label')} tabindex="0" @scroll=${this.#onScroll}>
        <div class="lines">${repeat(entries, (entry) => entry.key, (entry) => this.#entry(entry))}</div>
        ${entries.length ? nothing : html`<p class="empty" part="empty">${icon('chat')}<strong>${this.t('chat.empty')}</strong><span>${this.t('chat.emptyHint')}</span></p>`}
      </div>
      ${unseen > 0 ? html`<button class="new" part="new" type="button" @click=${this.#toEnd}>${icon('chevron-down')}${this.t('chat.new', { count: unseen })}</button>` : nothing}
    `;
  }

  #entry(entry: Entry): TemplateResult {
    if (entry.kind === 'line') return this.#line(entry.line);
    const name = entry.name || this.t('people.someone');
    const text = entry.others ? this.t('chat.joinedMany', { name, count: entry.others }) : this.t('chat.joined', { name });
    // Coming and going is not worth interrupting a screen reader for.
    return html`<p class="arrivals" part="arrivals" dir="auto" aria-live="off">${text}</p>`;
  }

  #line(line: ChatLine): TemplateResult {
    return chatLine(line, {
      someone: this.t('people.someone'),
      badge: line.role === 'host' ? this.t('people.host') : null,
      time: this.#clock?.format(line.sentAt) ?? '',
      sending: this.t('chat.sending'),
      failed: this.t('chat.failed'),
      retry: this.t('chat.retry'),
      onRetry: () => this.request({ type: 'CHAT_RETRY', clientId: keyOf(line) }),
    });
  }

  #onScroll(event: Event): void {
    const wasAtEnd = this.#scroll.atEnd;
    this.#scroll.scrolled(event.currentTarget as HTMLElement);
    if (wasAtEnd !== this.#scroll.atEnd) this.requestUpdate();
  }

  #toEnd(): void {
    if (!this.#list) return;
    this.#scroll.toEnd(this.#list);
    this.#list.focus({ preventScroll: true });
    this.requestUpdate();
  }
}

const keyOf = (line: ChatLine): string => line.clientId ?? line.id;

define('muf-chat-log', MufChatLog);
declare global { interface HTMLElementTagNameMap { 'muf-chat-log': MufChatLog } }
