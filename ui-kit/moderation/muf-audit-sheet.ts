import { css, html, nothing, type TemplateResult } from 'lit';
import { errorTable, type LiveErrorCode } from '../../core/errors.ts';
import type { AuditLine, BannedPeer } from '../../core/wire/signal/shapes.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { MufSheet } from '../sheets/muf-sheet.ts';
import { auditSentence } from './audit-sentence.ts';

/**
 * For hosts: who is banned, and what was done or tried in the room.
 *
 * @element muf-audit-sheet
 * @fires {CustomEvent<MufRequest>} muf-request - `AUDIT_LOAD` when it opens, `PEER_UNBAN`.
 * @csspart banned - The list of those banned.
 * @csspart unban - Lifts a ban.
 * @csspart log - The list of what happened.
 * @csspart line - One line of it.
 * @csspart outcome - By whom, and why an attempt came to nothing.
 * @csspart empty - Shown while nothing has happened.
 */
export class MufAuditSheet extends MufSheet {
  static override styles = [...MufSheet.styles, buttons, css`
    h3 { padding: var(--muf-space-3) var(--muf-space-5) var(--muf-space-1); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted) }
    ul { list-style: none }
    li { display: flex; align-items: center; gap: var(--muf-space-3); min-block-size: 52px; padding: var(--muf-space-2) var(--muf-space-5) }
    li + li { box-shadow: inset 0 1px var(--muf-color-hairline) }
    .what { flex: 1; min-inline-size: 0; overflow-wrap: anywhere }
    small { display: block; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    time { flex: none; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted); font-variant-numeric: tabular-nums }
    li > svg { inline-size: 20px; block-size: 20px; color: var(--muf-color-positive) }
    .refused > svg { color: var(--muf-color-warning) }
    .unban { min-block-size: var(--muf-target); padding-inline: var(--muf-space-4) }
    .empty { display: grid; justify-items: center; gap: var(--muf-space-1); padding: var(--muf-space-6) var(--muf-space-5); text-align: center; color: var(--muf-color-on-surface-muted) }
    .empty svg { inline-size: 32px; block-size: 32px; margin-block-end: var(--muf-space-2) }
    .empty strong { color: var(--muf-color-on-surface) }
    .end { block-size: var(--muf-space-4) }
  `];

  readonly #log = this.watch((room) => room.manager.stores.moderation.$log, null);
  #wasOpen = false;

  constructor() {
    super();
    this.name = 'audit';
    this.flush = true;
  }

  override willUpdate(): void {
    super.willUpdate();
    this.heading = this.t('moderation.log');
    if (this.open && !this.#wasOpen) this.request({ type: 'AUDIT_LOAD' });
    this.#wasOpen = this.open;
  }

  protected override content(): TemplateResult | typeof nothing {
    const log = this.#log.value;
    if (!log || !this.open) return nothing;
    if (log.lines.length + log.banned.length === 0) {
      return html`<p class="empty" part="empty">${icon('shield')}<strong>${this.t('moderation.logEmpty')}</strong><span>${this.t('moderation.logEmptyHint')}</span></p>`;
    }
    const time = new Intl.DateTimeFormat(this.locale, { hour: 'numeric', minute: '2-digit' });
    return html`
      ${log.banned.length ? html`<h3 id="banned">${this.t('moderation.banned')}</h3><ul part="banned" role="list" aria-labelledby="banned">${log.banned.map((peer) => this.#bannedRow(peer))}</ul>` : nothing}
      <h3 id="log">${this.t('moderation.log')}</h3>
      <ul part="log" role="list" aria-labelledby="log">${log.lines.map((line) => this.#row(line, time))}</ul>
      <div class="end"></div>`;
  }

  #bannedRow({ peerId, displayName, by }: BannedPeer): TemplateResult {
    const name = displayName || this.t('people.someone');
    return html`<li><span class="what"><bdi>${name}</bdi><small>${this.t('moderation.by', { name: by || this.t('people.someone') })}</small></span>
      <button class="button unban" part="unban" type="button" aria-label=${`${this.t('moderation.unban')} ${name}`} @click=${() => this.request({ type: 'PEER_UNBAN', peerId })}>${this.t('moderation.unban')}</button></li>`;
  }

  #row(line: AuditLine, time: Intl.DateTimeFormat): TemplateResult {
    const refused = line.outcome !== 'done';
    return html`<li part="line" class=${refused ? 'refused' : ''}>${icon(refused ? 'warning' : 'check')}
      <span class="what">${auditSentence(line, (key, values) => this.t(key, values))}<small part="outcome">${[this.t('moderation.by', { name: line.by.displayName || this.t('people.someone') }), ...(refused ? this.#outcome(line) : [])].join(' · ')}</small></span>
      <time datetime=${new Date(line.at).toISOString()}>${time.format(line.at)}</time></li>`;
  }

  #outcome({ outcome, count }: AuditLine): string[] {
    const known = Object.hasOwn(errorTable, outcome) && outcome !== 'not-allowed';
    const why = known ? this.t(`error.${outcome as LiveErrorCode}`).replace(/(?:[.।]\s|。).*$/, '') : this.t('moderation.refused');
    return count > 1 ? [why, this.t('moderation.times', { count })] : [why];
  }
}

define('muf-audit-sheet', MufAuditSheet);
declare global { interface HTMLElementTagNameMap { 'muf-audit-sheet': MufAuditSheet } }
