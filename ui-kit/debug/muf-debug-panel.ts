import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { TickController } from '../header/tick-controller.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { factsOf, reportOf, sectionNames, type Fact, type SectionName } from './facts.ts';
import { recordRoom } from './recorder.ts';

/**
 * How the room goes, for whoever mends it: connection, media, tracks, layers, timings and what happened last. Its
 * report can be sent on: it has no token, no name and no address in it.
 *
 * @element muf-debug-panel
 * @csspart copy - Copies the report.
 * @csspart status - Whether it was copied.
 * @csspart section - One group of facts.
 * @csspart heading - Its name.
 * @csspart report - The report itself, where copying is not allowed.
 */
export class MufDebugPanel extends MufElement {
  static override properties = { copied: { state: true } };
  static override styles = [shared, buttons, css`
    :host { display: block }
    .hint, .status { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    .copy { inline-size: 100%; margin-block-start: var(--muf-space-3) }
    .status:not(:empty) { margin-block-start: var(--muf-space-2) }
    h3 { margin-block: var(--muf-space-4) var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted) }
    dl { margin: 0; font: var(--muf-text-xs) / 1.5 ui-monospace, monospace; font-variant-numeric: tabular-nums; text-align: left }
    dl > div { display: grid; grid-template-columns: 112px minmax(0, 1fr); gap: var(--muf-space-3); padding-block: 5px }
    dl > div + div { border-block-start: 1px solid var(--muf-color-hairline) }
    dt { color: var(--muf-color-on-surface-muted); overflow-wrap: anywhere }
    dd { overflow-wrap: anywhere }
    .events { max-block-size: 260px; overflow-y: auto; overscroll-behavior: contain }
    .events > div { grid-template-columns: 64px minmax(0, 1fr) }
    pre { margin: var(--muf-space-3) 0 0; padding: var(--muf-space-3); max-block-size: 200px; overflow: auto; border-radius: var(--muf-radius-md); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent); font: var(--muf-text-xs) / 1.5 ui-monospace, monospace; white-space: pre-wrap; user-select: all }
  `];

  declare protected copied: 'no' | 'yes' | 'failed';
  #recording: ReturnType<typeof recordRoom> | undefined;

  constructor() {
    super();
    this.copied = 'no';
    new TickController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow(this.room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(undefined);
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    if (this.isConnected) this.#follow(room);
  }

  /** The report as text: what the button copies. */
  report(): string {
    const { room } = this;
    if (!room || !this.#recording) return '';
    const surroundings: readonly Fact[] = [
      ['browser', navigator.userAgent],
      ['window', `${innerWidth} × ${innerHeight} at ${devicePixelRatio}`],
      ['layout', `${room.view.$layout.get()}, ${this.locale}`],
      ['online', String(navigator.onLine)],
    ];
    return reportOf(factsOf(room.manager.stores, this.#recording.record), surroundings);
  }

  override render(): TemplateResult | typeof nothing {
    const { room } = this;
    if (!room || !this.#recording) return nothing;
    const facts = factsOf(room.manager.stores, this.#recording.record);
    return html`
      <p class="hint">${this.t('debug.hint')}</p>
      <button class="button copy" part="copy" type="button" @click=${this.#copy}>${icon(this.copied === 'yes' ? 'check' : 'copy')}${this.t('debug.copy')}</button>
      <p class="status" part="status" role="status">${{ no: '', yes: this.t('sheet.copied'), failed: this.t('debug.copyFailed') }[this.copied]}</p>
      ${this.copied === 'failed' ? html`<pre part="report" dir="ltr" lang="en" tabindex="0">${this.report()}</pre>` : nothing}
      ${sectionNames.map((name) => (facts[name].length ? this.#section(name, facts[name]) : nothing))}`;
  }

  #section(name: SectionName, rows: readonly Fact[]): TemplateResult {
    // A list that scrolls is reached by Tab, so that arrow keys can move it.
    return html`<section part="section"><h3 part="heading" id=${name}>${this.t(`debug.${name}`)}</h3>
      <dl class=${name} dir="ltr" lang="en" aria-labelledby=${name} tabindex=${name === 'events' ? 0 : nothing}>${rows.map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}</dl></section>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.report());
      this.copied = 'yes';
    } catch {
      // No permission, or not a secure page: then it is there to be copied by hand.
      this.copied = 'failed';
    }
  }

  #follow(room: RoomContext | undefined): void {
    this.#recording?.stop();
    this.#recording = room && recordRoom(room.manager);
    this.copied = 'no';
  }
}

define('muf-debug-panel', MufDebugPanel);
declare global { interface HTMLElementTagNameMap { 'muf-debug-panel': MufDebugPanel } }
