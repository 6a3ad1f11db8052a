import { css, html, type TemplateResult } from 'lit';
import type { DeviceKind } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { fields } from '../controls/styles.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { remember } from './remembered.ts';

const labels = { camera: 'setup.cameraDevice', microphone: 'setup.micDevice', speaker: 'setup.speakerDevice' } as const;
const icons = { camera: 'camera', microphone: 'mic', speaker: 'sound' } as const;

/**
 * Chooses one device of a kind. Hidden while there is nothing to choose from, and cameras where there is to be none.
 *
 * @element muf-device-select
 * @attr {'camera' | 'microphone' | 'speaker'} kind - What it chooses.
 * @csspart label - The label.
 * @csspart select - The native select.
 */
export class MufDeviceSelect extends MufElement {
  static override properties = { kind: {} };
  static override styles = [shared, fields, css`
    :host { display: block; min-inline-size: 0 }
    .wrap svg:first-child { inset-inline: var(--muf-space-3) auto }
    select.box { padding-inline-start: 40px }
  `];

  declare kind: DeviceKind;
  readonly #devices = this.watch((room) => room.manager.stores.devices.$devices, { camera: [], microphone: [], speaker: [] });
  readonly #selected = this.watch((room) => room.manager.stores.devices.$selected, {});
  readonly #cameraless = this.watch((room) => room.view.$cameraless, false);

  constructor() {
    super();
    this.kind = 'camera';
  }

  override willUpdate(): void {
    this.hidden = this.#devices.value[this.kind].length === 0 || (this.kind === 'camera' && this.#cameraless.value);
  }

  override render(): TemplateResult {
    const chosen = this.#selected.value[this.kind];
    return html`
      <label class="field">
        <span class="label" part="label">${this.t(labels[this.kind])}</span>
        <span class="wrap">
          ${icon(icons[this.kind])}
          <select class="box" part="select" @change=${this.#choose}>
            ${this.#devices.value[this.kind].map(({ id, label }, index) => html`<option value=${id} .selected=${id === chosen}>${label || this.t('setup.deviceUnnamed', { count: index + 1 })}</option>`)}
          </select>
          ${icon('chevron-down')}
        </span>
      </label>
    `;
  }

  #choose(event: Event): void {
    const id = (event.currentTarget as HTMLSelectElement).value;
    if (this.kind !== 'speaker') remember(this.kind, id);
    this.request({ type: 'DEVICE_SELECT', kind: this.kind, id });
  }
}

define('muf-device-select', MufDeviceSelect);
declare global { interface HTMLElementTagNameMap { 'muf-device-select': MufDeviceSelect } }
