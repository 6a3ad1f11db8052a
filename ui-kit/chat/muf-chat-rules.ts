import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { MufElement } from '../base.ts';
import { fields } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';

/** Seconds; what is not here (set by an application) is shown beside them. */
const choices = [0, 5, 10, 30, 60, 300];

/**
 * How often viewers may write, for those who keep order.
 *
 * @element muf-chat-rules
 * @csspart slow-mode - The choice.
 */
export class MufChatRules extends MufElement {
  static override styles = [shared, fields, css`
    :host { display: block }
    :host([hidden]) { display: none }
    small { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
  `];

  readonly #seconds = this.watch((room) => room.manager.stores.chat.$slowModeSec, 0);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  override willUpdate(): void {
    this.hidden = !this.#self.value?.caps.includes('chat:moderate');
  }

  override render(): TemplateResult | typeof nothing {
    if (this.hidden) return nothing;
    const now = this.#seconds.value;
    return html`
      <label class="field"><span class="label">${this.t('chat.slowMode')}</span>
        <span class="wrap"><select class="box" part="slow-mode" aria-describedby="hint" .value=${live(String(now))} @change=${this.#choose}>
          ${[...new Set([...choices, now])].toSorted((a, b) => a - b).map((seconds) => html`
            <option value=${seconds} ?selected=${seconds === now}>${seconds === 0 ? this.t('chat.slowOff') : this.t('chat.slowEvery', { count: seconds })}</option>`)}
        </select>${icon('chevron-down')}</span>
        <small id="hint">${this.t('chat.slowModeHint')}</small></label>
    `;
  }

  #choose(event: Event): void {
    this.request({ type: 'SLOW_MODE_SET', seconds: Number((event.currentTarget as HTMLSelectElement).value) });
  }
}

define('muf-chat-rules', MufChatRules);
declare global { interface HTMLElementTagNameMap { 'muf-chat-rules': MufChatRules } }
