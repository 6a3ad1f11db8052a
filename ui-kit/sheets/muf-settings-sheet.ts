import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { computed } from 'nanostores';
import { noLocalMedia } from '../../core/stores/devices.ts';
import type { CommandPayloads } from '../../core/command.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { shared } from '../layout/shared.css.ts';
import '../chat/muf-chat-rules.ts';
import '../setup/muf-device-select.ts';
import './muf-sheet.ts';

type Quality = CommandPayloads['QUALITY_SET']['quality'];
const qualities = { auto: 'sheet.qualityAuto', high: 'sheet.qualityHigh', medium: 'sheet.qualityMedium', low: 'sheet.qualityLow' } as const satisfies Record<Quality, string>;

/**
 * Settings: devices and mirroring for those on stage, picture quality for whoever sees others.
 *
 * @element muf-settings-sheet
 * @slot sheet.moreSettings - The page's own settings.
 * @csspart quality - The choice of quality.
 * @csspart option - One quality.
 * @csspart mirror - The mirror switch.
 */
export class MufSettingsSheet extends MufElement {
  static override styles = [shared, css`
    :host { display: block }
    .group { display: grid; gap: var(--muf-space-4); min-inline-size: 0; margin: 0; padding: 0; border: 0 }
    legend { padding: 0; margin-block-end: var(--muf-space-2); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted) }
    .groups { display: grid; gap: var(--muf-space-5) }
    .options { display: grid }
    .option, .switch { display: flex; align-items: center; justify-content: space-between; gap: var(--muf-space-3); min-block-size: 48px; cursor: pointer }
    .option + .option { border-block-start: 1px solid var(--muf-color-hairline) }
    input { appearance: none; flex: none; margin: 0; cursor: pointer; transition: background-color var(--muf-fast), border-color var(--muf-fast) }
    input[type='radio'] { inline-size: 22px; block-size: 22px; border: 2px solid var(--muf-color-on-surface-muted); border-radius: 50% }
    input[type='radio']:checked { border: 7px solid var(--muf-color-accent) }
    input[role='switch'] { position: relative; inline-size: 48px; block-size: 28px; border-radius: 14px; background: var(--muf-color-on-surface-muted) }
    input[role='switch']::after { content: ''; position: absolute; inset-block: 3px; inset-inline-start: 3px; inline-size: 22px; border-radius: 50%; background: var(--muf-color-surface-raised); transition: translate var(--muf-fast) var(--muf-ease) }
    input[role='switch']:checked { background: var(--muf-color-accent) }
    input[role='switch']:checked::after { translate: 20px }
    input[role='switch']:checked:dir(rtl)::after { translate: -20px }
    small { display: block; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    .more { display: block; margin-block-start: var(--muf-space-4) }
  `];

  readonly #quality = this.watch((room) => room.manager.stores.quality.$preferred, 'auto');
  /** Lines of the largest picture that arrives. */
  readonly #lines = this.watch((room) => computed(room.manager.stores.quality.$network, (network) => network?.stats.down?.height ?? null), null);
  readonly #others = this.watch((room) => computed(room.manager.stores.stage.$tiles, (tiles) => tiles.some(({ isSelf }) => !isSelf)), false);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  override render(): TemplateResult {
    const watching = (this.#self.value?.role ?? 'viewer') === 'viewer';
    return html`
      <muf-sheet name="settings" heading=${this.t('sheet.settings')}>
        <div class="groups">
          ${watching ? nothing : this.#devices()}
          <muf-chat-rules></muf-chat-rules>
          ${watching || this.#others.value ? this.#qualities() : nothing}
        </div>
        <div class="more"><slot name="sheet.moreSettings"></slot></div>
      </muf-sheet>
    `;
  }

  #qualities(): TemplateResult {
    return html`
      <fieldset class="group" part="quality"><legend>${this.t('sheet.quality')}</legend><div class="options">
        ${(Object.keys(qualities) as Quality[]).map((quality) => html`
          <label class="option" part="option"><span>${this.t(qualities[quality])}${this.#now(quality)}</span>
            <input type="radio" name="quality" value=${quality} aria-label=${this.t(qualities[quality])} .checked=${live(quality === this.#quality.value)} @change=${() => this.request({ type: 'QUALITY_SET', quality })}></label>`)}
      </div></fieldset>
    `;
  }

  #devices(): TemplateResult {
    const { mirrored } = this.#local.value;
    return html`
      <div class="group">
        <muf-device-select kind="camera"></muf-device-select>
        <muf-device-select kind="microphone"></muf-device-select>
        <label class="switch" part="mirror"><span>${this.t('sheet.mirror')}<small id="mirror-hint">${this.t('sheet.mirrorHint')}</small></span>
          <input type="checkbox" role="switch" aria-label=${this.t('sheet.mirror')} aria-describedby="mirror-hint" .checked=${mirrored} @change=${() => this.request({ type: 'MIRROR_SET', mirrored: !mirrored })}></label>
      </div>
    `;
  }

  /** What the present choice comes to. */
  #now(quality: Quality): TemplateResult | typeof nothing {
    const lines = this.#lines.value;
    if (quality !== this.#quality.value || lines === null) return nothing;
    return html`<small class="tabular">${this.t('sheet.qualityNow', { count: lines })}</small>`;
  }
}

define('muf-settings-sheet', MufSettingsSheet);
declare global { interface HTMLElementTagNameMap { 'muf-settings-sheet': MufSettingsSheet } }
