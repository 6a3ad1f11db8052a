import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import '../locales/english.ts';

/**
 * "Bo is typing…". Its line is always there, so nothing moves when it fills.
 *
 * @element muf-typing
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @csspart typing - The sentence.
 * @csspart dots - The three dots.
 */
export class MufTyping extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, css`
    :host { display: flex; align-items: center; gap: var(--muf-space-2); block-size: 20px; padding-inline: var(--muf-space-3); font-size: var(--muf-text-xs); color: var(--muf-color-on-video); text-shadow: 0 0 3px rgb(0 0 0 / 0.65), 0 1px 2px rgb(0 0 0 / 0.85) }
    :host([layout='wide']) { padding-inline: var(--muf-space-4); color: var(--muf-color-on-surface-muted); text-shadow: none }
    .text { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
    .dots { display: inline-flex; gap: 3px; flex: none }
    .dots i { inline-size: 4px; block-size: 4px; border-radius: 50%; background: currentColor; animation: beat 1.2s infinite both }
    .dots i:nth-child(2) { animation-delay: 0.15s }
    .dots i:nth-child(3) { animation-delay: 0.3s }
    @keyframes beat { 0%, 60%, 100% { opacity: 0.35 } 30% { opacity: 1 } }
  `];

  declare layout: string;
  readonly #typing = this.watch((room) => room.manager.stores.chat.$typing, []);
  readonly #peers = this.watch((room) => room.manager.stores.peers.$byId, new Map());
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  override render(): TemplateResult | typeof nothing {
    const names = this.#typing.value
      .filter((peerId) => peerId !== this.#self.value?.peerId)
      .map((peerId) => this.#peers.value.get(peerId)?.displayName || this.t('people.someone'));
    const [name, other] = names;
    if (name === undefined) return nothing;
    const text = names.length > 2 ? this.t('chat.typingMany') : other === undefined ? this.t('chat.typingOne', { name }) : this.t('chat.typingTwo', { name, other });
    return html`<span class="dots" part="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="text" part="typing">${text}</span>`;
  }
}

define('muf-typing', MufTyping);
declare global { interface HTMLElementTagNameMap { 'muf-typing': MufTyping } }
