import { css, html, nothing, type TemplateResult } from 'lit';
import type { DownFigures, UpFigures } from '../../core/media/quality/figures.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { signalIcon } from '../feedback/signal.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import './muf-sheet.ts';

/**
 * Explains the connection: how good it is, what keeps it from being better, what helps, and the figures behind it.
 *
 * @element muf-network-sheet
 * @fires {CustomEvent<MufRequest>} muf-request - `QUALITY_SET` when a smaller picture is chosen.
 * @csspart verdict - The band with its sentences.
 * @csspart figures - What was measured.
 * @csspart save - Chooses a smaller picture.
 * @csspart path - Says that media goes from page to page.
 */
export class MufNetworkSheet extends MufElement {
  static override styles = [shared, buttons, css`
    :host { display: block }
    .verdict { display: flex; gap: var(--muf-space-4); align-items: center }
    .sign { flex: none; display: grid; place-items: center; inline-size: 56px; block-size: 56px; border-radius: 50%; color: var(--tone); background: color-mix(in srgb, var(--tone) 14%, transparent) }
    .sign svg { inline-size: 28px; block-size: 28px }
    .excellent, .good { --tone: var(--muf-color-positive) }
    .fair { --tone: var(--muf-color-warning) }
    .poor, .lost { --tone: var(--muf-color-danger) }
    h3 { margin: 0; font-size: var(--muf-text-xl); font-weight: var(--muf-weight-strong); line-height: 1.25 }
    .remedy { margin-block-start: var(--muf-space-4); padding: var(--muf-space-3) var(--muf-space-4); border-radius: var(--muf-radius-md); background: color-mix(in srgb, var(--muf-color-on-surface) 6%, transparent) }
    .muted { color: var(--muf-color-on-surface-muted) }
    .path { display: flex; gap: var(--muf-space-3); align-items: center; margin-block-start: var(--muf-space-5); font-size: var(--muf-text-sm) }
    .path svg { flex: none; inline-size: 24px; block-size: 24px; color: var(--muf-color-positive) }
    .path strong { font-weight: var(--muf-weight-strong) }
    .save { inline-size: 100%; margin-block-start: var(--muf-space-3) }
    table { inline-size: 100%; margin-block-start: var(--muf-space-5); border-collapse: collapse; font-size: var(--muf-text-sm) }
    caption { clip-path: inset(50%); position: absolute }
    th, td { padding: 10px 0; text-align: start; font-weight: inherit; border-block-start: 1px solid var(--muf-color-hairline) }
    thead :is(th, td) { border: 0; padding-block-end: 6px; color: var(--muf-color-on-surface-muted) }
    td, thead th { text-align: end }
    tbody th { color: var(--muf-color-on-surface-muted) }
  `];

  readonly #network = this.watch((room) => room.manager.stores.quality.$network, null);
  readonly #preferred = this.watch((room) => room.manager.stores.quality.$preferred, 'auto');
  readonly #sheet = this.watch((room) => room.view.$sheet, null);
  readonly #connection = this.watch((room) => room.manager.stores.connection.$connection, null);

  override render(): TemplateResult {
    return html`<muf-sheet name="network" heading=${this.t('quality.label')}>${this.#sheet.value === 'network' ? this.#content() : nothing}</muf-sheet>`;
  }

  #content(): TemplateResult | typeof nothing {
    const network = this.#network.value;
    if (!network) return nothing;
    const { band, cause, stats } = network;
    return html`
      <div part="verdict" class=${`verdict ${band}`}>
        <span class="sign">${icon(signalIcon[band])}</span>
        <div role="status"><h3>${this.t(`quality.band.${band}`)}</h3><p class="muted">${this.t(`quality.cause.${cause ?? 'none'}`)}</p></div>
      </div>
      ${cause === null ? nothing : html`<p class="remedy">${this.t(`quality.remedy.${cause}`)}</p>`}
      ${(cause === 'downlink-bandwidth' || cause === 'downlink-loss') && this.#preferred.value !== 'low'
        ? html`<button part="save" class="button save" type="button" @click=${() => this.request({ type: 'QUALITY_SET', quality: 'low' })}>${this.t('quality.saveData')}</button>` : nothing}
      ${stats.up || stats.down ? this.#figures(stats.up, stats.down) : nothing}
      ${this.#connection.value?.path === 'mesh' ? html`<p part="path" class="path">${icon('people')}<span><strong>${this.t('quality.direct')}</strong><br><span class="muted">${this.t('quality.directHint')}</span></span></p>` : nothing}
    `;
  }

  #figures(up: UpFigures | null, down: DownFigures | null): TemplateResult {
    const ways = [[this.t('quality.sending'), up], [this.t('quality.receiving'), down]] as const;
    const there = ways.flatMap(([name, figures]) => (figures ? [{ name, figures }] : []));
    const row = (name: string, value: (figures: UpFigures | DownFigures) => string): TemplateResult =>
      html`<tr><th scope="row">${name}</th>${there.map(({ figures }) => html`<td class="tabular"><bdi>${value(figures)}</bdi></td>`)}</tr>`;
    return html`<table part="figures"><caption>${this.t('quality.label')}</caption>
      <thead><tr><td></td>${there.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>
        ${row(this.t('quality.picture'), ({ bitrate }) => this.#rate(bitrate))}
        ${row(this.t('quality.delay'), ({ rttMs }) => (rttMs === null ? '–' : this.t('quality.ms', { count: Math.round(rttMs) })))}
        ${row(this.t('quality.lost'), ({ loss }) => this.t('quality.percent', { count: Math.round(loss * 100) }))}
      </tbody></table>`;
  }

  #rate(bitsPerSecond: number): string {
    if (bitsPerSecond < 1e6) return this.t('quality.kbps', { count: Math.round(bitsPerSecond / 1000) });
    return this.t('quality.mbps', { count: Math.round(bitsPerSecond / 1e5) / 10 });
  }
}

define('muf-network-sheet', MufNetworkSheet);
declare global { interface HTMLElementTagNameMap { 'muf-network-sheet': MufNetworkSheet } }
