import { html, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';
import type { ChatLine } from '../../core/stores/chat.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';

/** Between two announcements, in ms: a screen reader that is cut short by the next line reads none. */
export const gapMs = 2500;
/** So many lines are read whole; of more, only how many they are and the last. */
const wholeLines = 2;
/** Lines older than this, in ms, are history that came with the room or with another audience. */
const freshMs = 10_000;
/** As far back as new lines are looked for. */
const tail = 100;
/** Longer ones are cut. */
const textLimit = 160;

/**
 * Reads the chat to screen readers: a line at once when it is quiet, and in a crowd how many came and the last of them,
 * every few seconds. One's own lines are not read back. The log itself is silent. Draws nothing.
 *
 * @element muf-chat-voice
 */
export class MufChatVoice extends MufElement {
  static override properties = { said: { state: true } };
  static override styles = [shared];

  declare protected said: readonly string[];
  /** The time announcements go by; a fake one in tests. */
  clock: Clock = systemClock;
  readonly #lines = this.watch((room) => room.manager.stores.chat.$lines, []);
  #heard: ReadonlySet<string> = new Set();
  #waiting: readonly ChatLine[] = [];
  #cancel: (() => void) | undefined;

  constructor() {
    super();
    this.said = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#quiet();
  }

  protected override roomChanged(_room: RoomContext | undefined): void {
    this.#quiet();
    this.#heard = new Set(this.#lines.value.slice(-tail).map(({ id }) => id));
  }

  override willUpdate(): void {
    const lines = this.#lines.value.slice(-tail);
    const since = this.clock.now() + (this.room?.manager.stores.session.$clockOffset.get() ?? 0) - freshMs;
    const fresh = lines.filter((line) => !line.isSelf && line.sentAt >= since && !this.#heard.has(line.id));
    this.#heard = new Set(lines.map(({ id }) => id));
    if (fresh.length === 0) return;
    this.#waiting = [...this.#waiting, ...fresh];
    if (!this.#cancel) this.#speak();
  }

  override render(): TemplateResult {
    return html`<div class="visually-hidden" aria-live="polite">${this.said.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
  }

  #speak(): void {
    this.said = this.#sentences();
    this.#waiting = [];
    // What was said goes again, so that nobody reads it twice on the way through the page.
    this.#cancel = this.said.length === 0 ? undefined : this.clock.after(gapMs, () => this.#speak());
  }

  #sentences(): readonly string[] {
    const lines = this.#waiting.length > wholeLines ? this.#waiting.slice(-1) : this.#waiting;
    const spoken = lines.map(({ displayName, text }) => this.t('chat.says', { name: displayName || this.t('people.someone'), text: text.slice(0, textLimit) }));
    return lines === this.#waiting ? spoken : [this.t('chat.many', { count: this.#waiting.length }), ...spoken];
  }

  #quiet(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting = [];
    this.said = [];
  }
}

define('muf-chat-voice', MufChatVoice);
declare global { interface HTMLElementTagNameMap { 'muf-chat-voice': MufChatVoice } }
