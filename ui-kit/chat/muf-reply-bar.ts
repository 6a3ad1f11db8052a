import { css, html, nothing, type TemplateResult } from 'lit';
import { computed } from 'nanostores';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';

/**
 * What the next message answers, above the message box. It goes with the line it answers.
 *
 * @element muf-reply-bar
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @csspart reply - The whole.
 * @csspart text - The line that is answered.
 * @csspart cancel - Answers nothing after all.
 */
export class MufReplyBar extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, chrome, css`
    :host { display: block; min-inline-size: 0 }
    .reply { display: flex; align-items: center; gap: var(--muf-space-2); margin: 0 var(--muf-space-3) 2px; padding-inline-start: var(--muf-space-3); border-radius: var(--muf-radius-md); font-size: var(--muf-text-sm); pointer-events: auto }
    .reply > svg { inline-size: 18px; block-size: 18px }
    .reply > svg:dir(rtl) { scale: -1 1 }
    p { flex: 1; display: flex; gap: 0.3em; min-inline-size: 0; white-space: nowrap }
    /* Each runs its own way, and so ends its own way where it is cut off. */
    p > * { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis }
    strong { flex: none; max-inline-size: 60%; font-weight: var(--muf-weight-strong) }
    button { flex: none; display: grid; place-items: center; inline-size: var(--muf-target); block-size: var(--muf-target) }
    button svg { inline-size: 18px; block-size: 18px }
    :host([layout='wide']) :focus-visible { outline-color: var(--muf-color-focus) }
    :host([layout='wide']) .reply { background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent); color: var(--muf-color-on-surface); backdrop-filter: none; box-shadow: none }
  `];

  declare layout: string;
  /** `null` once the line is gone: taken back, or of an audience left behind. */
  readonly #target = this.watch((room) => computed([room.view.$replyTo, room.manager.stores.chat.$lines], (target, lines) => (target && lines.some(({ id }) => id === target.id) ? target : null)), null);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  override render(): TemplateResult | typeof nothing {
    const target = this.#target.value;
    if (!target) return nothing;
    return html`
      <div class="reply chrome" part="reply">
        ${icon('reply')}
        <p part="text"><strong>${this.t('chat.replyTo', { name: target.displayName || this.t('people.someone') })}</strong> <bdi>${target.text}</bdi></p>
        <button part="cancel" type="button" aria-label=${this.t('chat.replyCancel')} title=${this.t('chat.replyCancel')} @click=${() => this.request({ type: 'REPLY_TO', line: null })}>${icon('close')}</button>
      </div>
    `;
  }
}

define('muf-reply-bar', MufReplyBar);
declare global { interface HTMLElementTagNameMap { 'muf-reply-bar': MufReplyBar } }
