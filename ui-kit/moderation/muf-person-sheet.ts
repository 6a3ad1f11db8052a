import { html, nothing, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import '../locales/english.ts';
import { MufSheet } from '../sheets/muf-sheet.ts';
import './muf-moderation-menu.ts';

/**
 * What may be done with one person, as a sheet. Opened from their row, their tile or what they wrote.
 *
 * @element muf-person-sheet
 * @fires {CustomEvent<MufRequest>} muf-request - What the menu asks for; `SHEET_CLOSE` before it.
 * @csspart note - That they have left.
 * @csspart act - One act.
 * @csspart hint - What it comes to.
 * @csspart confirm - The question before a ban.
 * @csspart keep - "Cancel".
 * @csspart ban - "Ban".
 */
export class MufPersonSheet extends MufSheet {
  readonly #person = this.watch((room) => room.view.$person, null);

  constructor() {
    super();
    this.name = 'person';
    this.flush = true;
  }

  override willUpdate(): void {
    super.willUpdate();
    const name = this.#person.value?.displayName || this.t('people.someone');
    this.heading = this.open && this.#menu?.asking ? this.t('moderation.banAsk', { name }) : name;
  }

  get #menu(): HTMLElementTagNameMap['muf-moderation-menu'] | null {
    return this.renderRoot?.querySelector('muf-moderation-menu') ?? null;
  }

  protected override content(): TemplateResult | typeof nothing {
    const person = this.#person.value;
    if (!person || !this.open) return nothing;
    return html`<muf-moderation-menu exportparts="note, act, hint, confirm, keep, ban" .person=${person}
      @muf-request=${() => this.request({ type: 'SHEET_CLOSE' })} @muf-asking=${() => this.requestUpdate()}></muf-moderation-menu>`;
  }
}

define('muf-person-sheet', MufPersonSheet);
declare global { interface HTMLElementTagNameMap { 'muf-person-sheet': MufPersonSheet } }
