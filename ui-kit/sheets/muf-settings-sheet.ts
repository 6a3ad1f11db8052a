import { css, html, nothing, type TemplateResult } from 'lit';
import { computed } from 'nanostores';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import '../layout/muf-layout-choice.ts';
import { shared } from '../layout/shared.css.ts';
import '../chat/muf-chat-rules.ts';
import '../controls/muf-quality-menu.ts';
import { switches } from '../controls/styles.ts';
import '../setup/muf-device-select.ts';
import './muf-sheet.ts';

/**
 * Settings: devices and mirroring for those on stage, picture quality for whoever sees others.
 *
 * @element muf-settings-sheet
 * @slot sheet.moreSettings - The page's own settings.
 * @csspart quality - The choice of quality.
 * @csspart option - One quality.
 * @csspart mirror - The mirror switch.
 * @csspart keys - Opens the keyboard help.
 */
export class MufSettingsSheet extends MufElement {
  static override styles = [shared, switches, css`
    :host { display: block }
    .group { display: grid; gap: var(--muf-space-4); min-inline-size: 0; margin: 0; padding: 0; border: 0 }
    .groups { display: grid; gap: var(--muf-space-5) }
    .more { display: block; margin-block-start: var(--muf-space-4) }
    .keys { display: flex; align-items: center; gap: var(--muf-space-3); inline-size: 100%; min-block-size: var(--muf-target); margin-block-start: var(--muf-space-3); color: var(--muf-color-on-surface-muted); font-size: var(--muf-text-sm) }
    .keys:hover { color: var(--muf-color-on-surface) }
    .keys svg { inline-size: 20px; block-size: 20px }
    /* Where there is no keyboard, there is nothing to say about it. */
    @media (hover: none) and (pointer: coarse) { .keys { display: none } }
  `];

  readonly #others = this.watch((room) => computed(room.manager.stores.stage.$tiles, (tiles) => tiles.some(({ isSelf }) => !isSelf)), false);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  override render(): TemplateResult {
    const watching = (this.#self.value?.role ?? 'viewer') === 'viewer';
    return html`
      <muf-sheet name="settings" heading=${this.t('sheet.settings')}>
        <div class="groups">
          ${watching ? nothing : this.#devices()}
          <muf-layout-choice exportparts="layouts, layout, everyone: layout-everyone"></muf-layout-choice>
          <muf-chat-rules></muf-chat-rules>
          ${watching || this.#others.value ? html`<muf-quality-menu exportparts="quality, option"></muf-quality-menu>` : nothing}
        </div>
        <div class="more"><slot name="sheet.moreSettings"></slot></div>
        <button class="keys" part="keys" type="button" aria-haspopup="dialog" @click=${() => this.request({ type: 'SHEET_OPEN', sheet: 'keyboard' })}>${icon('keyboard')}${this.t('keys.title')}</button>
      </muf-sheet>
    `;
  }

  #devices(): TemplateResult {
    const { mirrored } = this.#local.value;
    return html`
      <div class="group">
        <muf-device-select kind="camera"></muf-device-select>
        <muf-device-select kind="microphone"></muf-device-select>
        <muf-device-select kind="speaker"></muf-device-select>
        <label class="switch" part="mirror"><span>${this.t('sheet.mirror')}<small id="mirror-hint">${this.t('sheet.mirrorHint')}</small></span>
          <input type="checkbox" role="switch" aria-label=${this.t('sheet.mirror')} aria-describedby="mirror-hint" .checked=${mirrored} @change=${() => this.request({ type: 'MIRROR_SET', mirrored: !mirrored })}></label>
      </div>
    `;
  }
}

define('muf-settings-sheet', MufSettingsSheet);
declare global { interface HTMLElementTagNameMap { 'muf-settings-sheet': MufSettingsSheet } }
