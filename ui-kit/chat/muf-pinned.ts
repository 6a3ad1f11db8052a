import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { piecesOf } from './mention-pieces.ts';

/**
 * The line that the host keeps in everyone's sight.
 *
 * @element muf-pinned
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @csspart pinned - The whole.
 * @csspart name - Who said it.
 * @csspart text - What was said.
 * @csspart unpin - Takes it away; for those who may.
 */
export class MufPinned extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, chrome, css`
    :host { display: block; min-inline-size: 0 }
    .pinned { display: flex; align-items: center; gap: var(--muf-space-2); min-block-size: var(--muf-target); padding-inline: var(--muf-space-3) var(--muf-space-2); border-radius: var(--muf-radius-md); pointer-events: auto }
    .pinned > svg { inline-size: 18px; block-size: 18px; opacity: 0.85 }
    p { flex: 1; min-inline-size: 0; margin-block: var(--muf-space-2); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; font-size: var(--muf-text-sm) }
    bdi { font-weight: var(--muf-weight-strong); margin-inline-end: var(--muf-space-1) }
    a { color: inherit; text-underline-offset: 2px }
    button { flex: none; display: grid; place-items: center; inline-size: 36px; block-size: var(--muf-target) }
    button svg { inline-size: 18px; block-size: 18px }
    :host([layout='compact']) { margin: 0 var(--muf-space-3) var(--muf-space-2); max-inline-size: 75% }
    :host([layout='wide']) :focus-visible { outline-color: var(--muf-color-focus) }
    :host([layout='wide']) .pinned { margin: var(--muf-space-3) var(--muf-space-4) 0; background: color-mix(in srgb, var(--muf-color-accent) 12%, var(--muf-color-surface-raised)); color: var(--muf-color-on-surface); backdrop-filter: none; box-shadow: none }
  `];

  declare layout: string;
  readonly #pinned = this.watch((room) => room.manager.stores.chat.$pinned, null);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  override render(): TemplateResult | typeof nothing {
    const line = this.#pinned.value;
    if (!line) return nothing;
    return html`
      <aside class="pinned chrome" part="pinned" aria-label=${this.t('chat.pinned')}>
        ${icon('pin')}
        <p part="text" dir="auto"><bdi part="name">${line.displayName || this.t('people.someone')}</bdi>${piecesOf(line.text, []).map((piece) => ('href' in piece
          ? html`<a href=${piece.href} target="_blank" rel="noopener noreferrer nofollow">${piece.text}</a>`
          : piece.text))}</p>
        ${this.#self.value?.caps.includes('chat:moderate')
          ? html`<button part="unpin" type="button" aria-label=${this.t('chat.unpin')} title=${this.t('chat.unpin')} @click=${() => this.request({ type: 'CHAT_PIN', messageId: null })}>${icon('close')}</button>`
          : nothing}
      </aside>
    `;
  }
}

define('muf-pinned', MufPinned);
declare global { interface HTMLElementTagNameMap { 'muf-pinned': MufPinned } }
