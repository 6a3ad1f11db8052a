import { css, html, nothing, type TemplateResult } from 'lit';
import { switches } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import type { MessageKey } from '../localize.ts';
import { remember } from '../setup/remembered.ts';
import { MufSheet } from '../sheets/muf-sheet.ts';
import { roomOf } from '../sheets/room-of.ts';
import { keys } from './keys.ts';
import { shortcuts, type Shortcut } from './shortcuts.ts';

/** What keys do that are no letters: they need no turning off. */
const moves: readonly (readonly [keys: readonly string[], label: MessageKey])[] = [
  [['Tab'], 'keys.tab'],
  [['←', '→', '↑', '↓'], 'keys.arrows'],
  [['Enter'], 'keys.enter'],
  [['Esc'], 'keys.escape'],
];

/**
 * All keys of the room and what they do, with the switch that turns single letters off. `?` opens it.
 *
 * @element muf-keyboard-help
 * @csspart toggle - The switch for single keys.
 * @csspart heading - The name of a group, and the title.
 * @csspart keys - A group of keys.
 * @csspart key - One key.
 */
export class MufKeyboardHelp extends MufSheet {
  static override styles = [...MufSheet.styles, switches, css`
    h3 { margin-block: var(--muf-space-4) var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted) }
    dl { margin: 0 }
    dl > div { display: flex; align-items: center; justify-content: space-between; gap: var(--muf-space-4); min-block-size: 40px; padding-block: 6px }
    dl > div + div { border-block-start: 1px solid var(--muf-color-hairline) }
    dt { min-inline-size: 0 }
    dd { flex: none; display: flex; gap: var(--muf-space-1); margin: 0 }
    kbd { display: grid; place-items: center; min-inline-size: 28px; min-block-size: 28px; padding-inline: var(--muf-space-2); border-radius: var(--muf-radius-sm); background: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent); box-shadow: inset 0 -1px var(--muf-color-hairline), inset 0 0 0 1px var(--muf-color-hairline); font: inherit; font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong) }
    .off { color: var(--muf-color-on-surface-muted) }
    .off kbd { background: none; text-decoration: line-through }
  `];

  readonly #on = this.watch((room) => room.view.$shortcuts, false);

  constructor() {
    super();
    this.name = 'keyboard';
  }

  override willUpdate(): void {
    super.willUpdate();
    this.heading = this.t('keys.title');
  }

  protected override content(): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    return html`
      ${roomOf(this)?.hasAttribute('no-shortcuts') ? nothing : this.#switch()}
      ${this.#letters('keys.anyone', shortcuts.filter(({ group }) => group === 'anyone'))}
      ${this.#letters('keys.onStage', shortcuts.filter(({ group }) => group === 'stage'))}
      <h3 part="heading">${this.t('keys.moving')}</h3>
      <dl part="keys">${moves.map(([pressed, label]) => this.#row(label, pressed))}</dl>`;
  }

  #switch(): TemplateResult {
    return html`<label class="switch" part="toggle"><span>${this.t('keys.single')}<small id="single-hint">${this.t('keys.singleHint')}</small></span>
      <input type="checkbox" role="switch" aria-label=${this.t('keys.single')} aria-describedby="single-hint" .checked=${this.#on.value} @change=${this.#toggle}></label>`;
  }

  #letters(heading: MessageKey, group: readonly Shortcut[]): TemplateResult {
    return html`<h3 part="heading">${this.t(heading)}</h3>
      <dl part="keys" class=${this.#on.value ? '' : 'off'}>${group.map(({ name, label }) => this.#row(label, [keys[name].toUpperCase()]))}</dl>`;
  }

  #row(label: MessageKey, pressed: readonly string[]): TemplateResult {
    return html`<div><dt>${this.t(label)}</dt><dd dir="ltr">${pressed.map((key) => html`<kbd part="key">${key}</kbd>`)}</dd></div>`;
  }

  #toggle(event: Event): void {
    const on = (event.currentTarget as HTMLInputElement).checked;
    remember('shortcuts', on ? '' : 'off');
    this.room?.view.$shortcuts.set(on);
  }
}

define('muf-keyboard-help', MufKeyboardHelp);
declare global { interface HTMLElementTagNameMap { 'muf-keyboard-help': MufKeyboardHelp } }
