import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { computed } from 'nanostores';
import type { CommandPayloads } from '../../core/command.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';

type Quality = CommandPayloads['QUALITY_SET']['quality'];
const qualities = { auto: 'sheet.qualityAuto', high: 'sheet.qualityHigh', medium: 'sheet.qualityMedium', low: 'sheet.qualityLow' } as const satisfies Record<Quality, string>;

/**
 * How good a picture to receive, and what the present choice comes to.
 *
 * @element muf-quality-menu
 * @fires {CustomEvent<MufRequest>} muf-request - `QUALITY_SET`.
 * @csspart quality - The choice.
 * @csspart option - One quality.
 * @csspart now - What the present choice comes to.
 */
export class MufQualityMenu extends MufElement {
  static override styles = [shared, css`
    :host { display: block }
    fieldset { min-inline-size: 0; margin: 0; padding: 0; border: 0 }
    legend { padding: 0; margin-block-end: var(--muf-space-2); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); color: var(--muf-color-on-surface-muted) }
    .option { display: flex; align-items: center; justify-content: space-between; gap: var(--muf-space-3); min-block-size: 48px; cursor: pointer }
    .option + .option { border-block-start: 1px solid var(--muf-color-hairline) }
    small { display: block; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    input { appearance: none; flex: none; inline-size: 22px; block-size: 22px; margin: 0; border: 2px solid var(--muf-color-on-surface-muted); border-radius: 50%; cursor: pointer; transition: border-color var(--muf-fast) }
    input:checked { border: 7px solid var(--muf-color-accent) }
  `];

  readonly #quality = this.watch((room) => room.manager.stores.quality.$preferred, 'auto');
  /** Lines of the largest picture that arrives. */
  readonly #lines = this.watch((room) => computed(room.manager.stores.quality.$network, (network) => network?.stats.down?.height ?? null), null);

  override render(): TemplateResult {
    return html`
      <fieldset part="quality"><legend>${this.t('sheet.quality')}</legend>
        ${(Object.keys(qualities) as Quality[]).map((quality) => html`
          <label class="option" part="option"><span>${this.t(qualities[quality])}${this.#now(quality)}</span>
            <input type="radio" name="quality" value=${quality} aria-label=${this.t(qualities[quality])} .checked=${live(quality === this.#quality.value)} @change=${() => this.request({ type: 'QUALITY_SET', quality })}></label>`)}
      </fieldset>`;
  }

  #now(quality: Quality): TemplateResult | typeof nothing {
    const lines = this.#lines.value;
    if (quality !== this.#quality.value || lines === null) return nothing;
    return html`<small class="tabular" part="now">${this.t('sheet.qualityNow', { quality: `${lines}p` })}</small>`;
  }
}

define('muf-quality-menu', MufQualityMenu);
declare global { interface HTMLElementTagNameMap { 'muf-quality-menu': MufQualityMenu } }
