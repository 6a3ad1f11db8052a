import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { ariaKeys } from '../keyboard/keys.ts';
import type { MessageKey } from '../localize.ts';
import type { SideTab } from '../view-store.ts';
import { shared } from './shared.css.ts';

const tabs: readonly SideTab[] = ['chat', 'people'];
const labels: Readonly<Record<SideTab, MessageKey>> = { chat: 'chat.label', people: 'people.label' };

/**
 * What people say and who they are: a column with tabs in the wide layout, the chat alone over the picture in the
 * compact one. The chat keeps its place in the tree in both, so nothing typed is lost when the width changes.
 *
 * @element muf-side
 * @attr {'compact' | 'wide'} layout - Reflects the room's layout.
 * @slot chat - The chat.
 * @slot people - The list of people.
 * @csspart tabs - The row of tabs.
 * @csspart tab - One tab.
 * @csspart panel - What a tab shows.
 */
export class MufSide extends MufElement {
  static override properties = { layout: { reflect: true } };
  static override styles = [shared, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; }
    .tabs { display: none; flex: none; gap: var(--muf-space-1); padding: var(--muf-space-2) var(--muf-space-3); box-shadow: inset 0 -1px var(--muf-color-hairline); }
    :host([layout='wide']) { background: var(--muf-color-surface); box-shadow: inset 1px 0 var(--muf-color-hairline); }
    :host([layout='wide']:dir(rtl)) { box-shadow: inset -1px 0 var(--muf-color-hairline); }
    :host([layout='wide']) .tabs { display: flex; }
    button { min-block-size: var(--muf-target); padding: 0 var(--muf-space-4); border-radius: var(--muf-radius-full); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted); transition: background var(--muf-fast), color var(--muf-fast); }
    button:hover { color: var(--muf-color-on-surface); }
    button[aria-selected='true'] { color: var(--muf-color-on-surface); background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); }
    .panel { display: flex; flex-direction: column; flex: 1; min-block-size: 0; min-inline-size: 0; }
    ::slotted(*) { flex: 1; min-block-size: 0; }
  `];

  declare layout: string;
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #shortcuts = this.watch((room) => room.view.$shortcuts, false);
  readonly #tab = this.watch((room) => room.view.$tab, 'chat');

  override willUpdate(): void {
    this.layout = this.#layout.value;
  }

  override render(): TemplateResult {
    const wide = this.layout === 'wide';
    const shown: SideTab = wide ? this.#tab.value : 'chat';
    return html`
      <div part="tabs" class="tabs" role="tablist" aria-label=${this.t('layout.sideTabs')} ?hidden=${!wide} @keydown=${this.#keys}>
        ${tabs.map((tab) => html`<button part="tab" id=${`tab-${tab}`} type="button" role="tab" aria-selected=${tab === shown} aria-controls=${`panel-${tab}`} aria-keyshortcuts=${tab === 'people' && this.#shortcuts.value ? ariaKeys('people') : nothing}
          tabindex=${tab === shown ? 0 : -1} @click=${() => this.request({ type: 'TAB_SHOW', tab })}>${this.t(labels[tab])}</button>`)}
      </div>
      ${tabs.map((tab) => html`<div part="panel" id=${`panel-${tab}`} class="panel" role=${wide ? 'tabpanel' : 'presentation'} aria-labelledby=${`tab-${tab}`} ?hidden=${tab !== shown}>
        <slot name=${tab}></slot>
      </div>`)}
    `;
  }

  #keys(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const next: SideTab = this.#tab.value === 'chat' ? 'people' : 'chat';
    this.request({ type: 'TAB_SHOW', tab: next });
    this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }
}

define('muf-side', MufSide);
declare global { interface HTMLElementTagNameMap { 'muf-side': MufSide } }
