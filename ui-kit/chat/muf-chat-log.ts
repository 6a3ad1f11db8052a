import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AudienceNotice } from '../../core/stores/audience.ts';
import type { ChatLine } from '../../core/stores/chat.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import { moveFocus } from '../focus.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { avatarStyles } from '../people/avatar.ts';
import { need } from '../room/lazy.ts';
import { audienceSentence } from './audience-words.ts';
import { chatLine } from './chat-line.ts';
import type { MufChatMenu } from './muf-chat-menu.ts';
import './muf-chat-voice.ts';
import { chatLogStyles } from './muf-chat-log.css.ts';
import { DrawnSpan } from './drawn-span.ts';
import { nextFrame } from './next-frame.ts';
import { Passings } from './passings.ts';
import { keyOf, ReadingWindow } from './reading-window.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { timeline, type Entry } from './timeline.ts';

/** Lines that stand there at most; older ones stay in the store. */
const cap = 200;
/** How many are taken out when there are more, and how many new ones are drawn in one frame. */
const [trim, step] = [40, 16];

/**
 * What people say. Over the picture on a phone, a calm column on a desktop; it follows the newest line until
 * its reader scrolls up, and then counts what is new.
 *
 * @element muf-chat-log
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @slot empty - Shown before the first line, in place of the kit's own words.
 * @csspart log - The scrolling list.
 * @csspart line - One line.
 * @csspart avatar - The face beside it.
 * @csspart name - Who said it.
 * @csspart badge - "Host", "Mod".
 * @csspart time - When it was said (wide only).
 * @csspart text - What was said.
 * @csspart link - A link in it.
 * @csspart mention - A name in it behind an @.
 * @csspart quote - The line that it answers.
 * @csspart options - Opens what can be done with it.
 * @csspart notice - What happened to the audience as a whole.
 * @csspart failed - Why a line is not sent.
 * @csspart retry - "Try again".
 * @csspart arrivals - "Bo joined".
 * @csspart departure - "Bo lost the connection", of someone who was on stage.
 * @csspart new - The pill that leads to the newest line.
 * @csspart empty - Shown before the first line.
 */
export class MufChatLog extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, avatarStyles, chatLogStyles];

  declare layout: string;
  readonly #lines = this.watch((room) => room.manager.stores.chat.$lines, []);
  readonly #changes = this.watch((room) => room.manager.stores.audience.$changes, []);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #scroll = new ScrollKeeper();
  readonly #window = new ReadingWindow();
  readonly #span = new DrawnSpan({ cap, trim, step });
  /** What is drawn of a line stays as it is until the line changes: at 50 lines a second most of them have not. */
  #drawn = new WeakMap<ChatLine, TemplateResult>();
  #drawnFor: readonly unknown[] = [];
  #shown: readonly ChatLine[] = [];
  readonly #passings = new Passings(() => this.requestUpdate());
  #newest: string | undefined;
  #lastMove: string | undefined;
  #heard: RoomContext | undefined;
  #resized: ResizeObserver | undefined;
  #clock: Intl.DateTimeFormat | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.#list && this.#scroll.after(this.#list));
    this.#resized.observe(this);
    this.#watchLines();
    if (this.room) this.#passings.listen(this.room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
    this.#passings.close();
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    if (room !== this.#heard) this.#passings.forget();
    this.#heard = room;
    if (room && this.isConnected) this.#passings.listen(room);
    else this.#passings.close();
  }

  protected override firstUpdated(): void {
    this.#watchLines();
  }

  /** Lines also grow by themselves, when a font arrives or the column gets narrower. */
  #watchLines(): void {
    const lines = this.renderRoot?.querySelector('.lines');
    if (lines) this.#resized?.observe(lines);
  }

  override focus(options?: FocusOptions): void {
    this.#list?.focus(options);
  }

  get #list(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.log');
  }

  /** One drawing per frame, however many lines come in it. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await nextFrame();
    await super.scheduleUpdate();
  }

  override willUpdate(): void {
    this.layout = this.#layout.value;
    this.#prepareWords();
    const newest = this.#lines.value.at(-1);
    if (this.#list) {
      // What I say myself is what I want to see, and what is said where I was brought.
      const isMine = newest?.isSelf && newest.status === 'pending' && keyOf(newest) !== this.#newest;
      if (isMine || this.#hasMoved()) this.#scroll.toEnd(this.#list);
      this.#scroll.before(this.#list);
    }
    this.#newest = newest && keyOf(newest);
    this.#shown = this.#window.of(this.#lines.value, this.#scroll.atEnd);
  }

  override updated(_changed: PropertyValues): void {
    // At the end, the list's new height is what moves it: asking for it here would have the page laid out twice.
    if (this.#list && !this.#scroll.atEnd) this.#scroll.after(this.#list);
  }

  #hasMoved(): boolean {
    const move = this.#changes.value.findLast(({ moved }) => moved)?.id;
    const hasMoved = move !== this.#lastMove;
    this.#lastMove = move;
    if (hasMoved) {
      this.#window.reset();
      this.#passings.forget();
    }
    return hasMoved;
  }

  #prepareWords(): void {
    const drawnFor = [this.locale, this.words, this.#self.value?.peerId];
    if (drawnFor.every((one, index) => one === this.#drawnFor[index])) return;
    this.#drawnFor = drawnFor;
    this.#drawn = new WeakMap();
    this.#clock = new Intl.DateTimeFormat(this.locale, { hour: 'numeric', minute: '2-digit' });
  }

  override render(): TemplateResult {
    const { entries, more } = this.#span.of(timeline(this.#shown, this.#passings.list, cap + trim, this.#changes.value));
    if (more) void nextFrame().then(() => this.requestUpdate());
    const unseen = this.#window.unseen(this.#lines.value);
    return html`
      <div class="log ${this.layout}" part="log" role="log" aria-live="off" aria-label=${this.t('chat.label')} aria-description=${this.t('chat.optionsHint')} tabindex="0" data-home @scroll=${this.#onScroll} @keydown=${this.#onKey}>
        <div class="lines" @click=${this.#onClick}>${repeat(entries, (entry) => entry.key, (entry) => this.#entry(entry))}</div>
        <slot name="empty" ?hidden=${entries.length > 0}>${entries.length ? nothing : html`<p class="empty" part="empty">${icon('chat')}<strong>${this.t('chat.empty')}</strong><span>${this.t('chat.emptyHint')}</span></p>`}</slot>
      </div>
      ${unseen > 0 ? html`<button class="new" part="new" type="button" @click=${this.#toEnd}>${icon('chevron-down')}${this.t('chat.new', { count: unseen })}</button>` : nothing}
      <muf-chat-voice></muf-chat-voice>
      <muf-chat-menu exportparts="menu: options-menu, item: options-item"></muf-chat-menu>
    `;
  }

  #entry(entry: Entry): TemplateResult {
    if (entry.kind === 'line') return this.#line(entry.line);
    if (entry.kind === 'notice') return html`<p class="notice" part="notice">${icon('people')}<span>${this.#sentence(entry.notice)}</span></p>`;
    const name = entry.name || this.t('people.someone');
    if (entry.kind === 'went') return html`<p class="arrivals" part="departure">${this.t(`chat.went.${entry.went}`, { name })}</p>`;
    const text = entry.others ? this.t('chat.joinedMany', { name, count: entry.others }) : this.t('chat.joined', { name });
    return html`<p class="arrivals" part="arrivals">${text}</p>`;
  }

  #sentence(notice: AudienceNotice): string {
    return audienceSentence(notice, (key, values) => this.t(key, values), (peerId) => this.#nameOf(peerId) ?? this.t('people.someone'));
  }

  #nameOf(peerId: string): string | undefined {
    return this.room?.manager.stores.peers.$byId.get().get(peerId)?.displayName || undefined;
  }

  #line(line: ChatLine): TemplateResult {
    const known = this.#drawn.get(line);
    if (known) return known;
    const mentions = line.mentions ?? [];
    const drawn = chatLine(line, {
      someone: this.t('people.someone'),
      badge: line.role === 'host' ? this.t('people.host') : line.isModerator ? this.t('chat.moderator') : null,
      time: this.#clock?.format(line.sentAt) ?? '',
      sending: this.t('chat.sending'),
      failed: this.t('chat.failed'),
      retry: this.t('chat.retry'),
      options: this.t('chat.options'),
      mentioned: this.#self.value && mentions.includes(this.#self.value.peerId) ? this.t('chat.mentioned') : null,
      names: mentions.flatMap((peerId) => this.#nameOf(peerId) ?? []),
      onRetry: () => this.request({ type: 'CHAT_RETRY', clientId: keyOf(line) }),
    });
    this.#drawn.set(line, drawn);
    return drawn;
  }

  /** The dots of a line open its menu; where there is no pointer to show them, the line itself does. */
  #onClick(event: Event): void {
    const target = event.target as Element;
    const options = target.closest<HTMLElement>('.options');
    if (options) return this.#openMenu(options);
    if (target.closest('a, button') || !matchMedia('(hover: none)').matches) return;
    const dots = target.closest('.line')?.querySelector<HTMLElement>('.options');
    if (dots) this.#openMenu(dots);
  }

  /** Enter on the log goes to the newest line's dots, arrows from there to others', Escape back. */
  #onKey(event: KeyboardEvent): void {
    const dots = [...this.renderRoot.querySelectorAll<HTMLElement>('.options')];
    const at = dots.findIndex((one) => one === event.target);
    const next = { ArrowUp: dots[Math.max(0, at - 1)], ArrowDown: dots[Math.min(dots.length - 1, at + 1)], Escape: this.#list }[event.key];
    const to = at >= 0 ? next : event.key === 'Enter' && event.target === this.#list ? dots.at(-1) : undefined;
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  #openMenu(dots: HTMLElement): void {
    const id = dots.closest<HTMLElement>('.line')?.dataset['id'];
    const line = this.#shown.find((one) => one.id === id);
    need('muf-chat-menu');
    if (line) void customElements.whenDefined('muf-chat-menu').then(() => this.renderRoot.querySelector<MufChatMenu>('muf-chat-menu')?.open(line, dots));
  }

  #onScroll(event: Event): void {
    const wasAtEnd = this.#scroll.atEnd;
    this.#scroll.scrolled(event.currentTarget as HTMLElement);
    if (wasAtEnd !== this.#scroll.atEnd) this.requestUpdate();
  }

  #toEnd(): void {
    if (!this.#list) return;
    this.#scroll.toEnd(this.#list);
    moveFocus(this.#list);
    this.requestUpdate();
  }
}

define('muf-chat-log', MufChatLog);
declare global { interface HTMLElementTagNameMap { 'muf-chat-log': MufChatLog } }
