import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { buttons, fields } from '../controls/styles.ts';
import '../controls/muf-camera-control.ts';
import '../controls/muf-flip-control.ts';
import '../controls/muf-mic-control.ts';
import '../controls/muf-mirror-control.ts';
import { define } from '../define.ts';
import { moveFocus } from '../focus.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import './muf-device-select.ts';
import './muf-level-meter.ts';
import './muf-media-notice.ts';
import './muf-network-test.ts';
import './muf-preview.ts';
import './muf-speaker-test.ts';
import { setupStyles } from './muf-setup.css.ts';
import { recall, remember } from './remembered.ts';

/**
 * Before going live: see yourself, say who you are and what it is about, check camera and microphone, go.
 *
 * @element muf-setup
 * @attr {boolean} untitled - No title is asked for: the room is another's.
 * @slot sheet.setup - The page's own chips and tiles.
 * @csspart setup - The whole.
 * @csspart preview - The picture.
 * @csspart panel - What lies over it, or beside it.
 * @csspart name - The name's text box.
 * @csspart title - The title's text box.
 * @csspart toggles - Microphone, camera and flip.
 * @csspart devices - The device pickers.
 * @csspart go - "Go LIVE".
 */
export class MufSetup extends MufElement {
  static override properties = { untitled: { type: Boolean }, name: { state: true }, pickers: { state: true } };
  static override styles = [shared, buttons, fields, setupStyles];

  /** The room is another's, and has its title. */
  declare untitled: boolean;
  declare name: string;
  /** The device pickers are unfolded (compact only; wide always shows them). */
  declare pickers: boolean;
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #devices = this.watch((room) => room.manager.stores.devices.$devices, { camera: [], microphone: [], speaker: [] });
  readonly #countdown = this.watch((room) => room.view.$countdown, null);
  #askedIn: RoomContext | undefined;
  #restored = false;
  #counting = false;

  constructor() {
    super();
    this.untitled = false;
    this.name = recall('name');
    this.pickers = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask();
  }

  protected override roomChanged(_room: RoomContext | undefined): void {
    if (this.isConnected) this.#ask();
  }

  /** Asks for the camera as soon as it is shown in a room, once for each. */
  #ask(): void {
    if (!this.room || this.room === this.#askedIn) return;
    this.#askedIn = this.room;
    this.#restored = false;
    this.request({ type: 'CAMERA_PRELOAD' });
  }

  override updated(_changed: PropertyValues): void {
    // A cancelled countdown gives the focus back to where it was started.
    const go = this.#counting && this.#countdown.value === null && this.renderRoot.querySelector<HTMLElement>('.go');
    if (go) moveFocus(go);
    this.#counting = this.#countdown.value !== null;
    if (!this.#restored && this.#local.value.status === 'ready') this.#restoreDevices();
  }

  /** Goes back to the devices of last time, where they are still there. Their ids mean nothing before permission. */
  #restoreDevices(): void {
    this.#restored = true;
    const selected = this.manager?.stores.devices.$selected.get() ?? {};
    for (const kind of ['camera', 'microphone'] as const) {
      const id = recall(kind);
      const known = this.#devices.value[kind].some((device) => device.id === id);
      if (known && id !== selected[kind]) this.request({ type: 'DEVICE_SELECT', kind, id });
    }
  }

  override render(): TemplateResult {
    return html`
      <form class="setup" part="setup" aria-label=${this.t('setup.label')} ?inert=${this.#countdown.value !== null} @submit=${this.#go}>
        <muf-preview part="preview" .name=${this.name}></muf-preview>
        <div class="top">${this.#identity()}<muf-media-notice exportparts="notice, retry, sound-only"></muf-media-notice></div>
        <div class="toggles" part="toggles">
          <muf-mic-control></muf-mic-control>
          <muf-camera-control></muf-camera-control>
          <muf-flip-control></muf-flip-control>
          <muf-mirror-control></muf-mirror-control>
          <span class="meter"><muf-level-meter></muf-level-meter></span>
          <button class="more" type="button" aria-expanded=${this.pickers} aria-controls="devices" @click=${() => { this.pickers = !this.pickers; }}>${this.t('setup.devices')}${icon('chevron-down')}</button>
        </div>
        <div class="bottom">
          <slot name="sheet.setup"></slot>
          <div class="devices ${this.pickers ? 'open' : ''}" part="devices" id="devices">
            <muf-device-select kind="camera"></muf-device-select>
            <muf-device-select kind="microphone"></muf-device-select>
            <div class="speaker"><muf-device-select kind="speaker"></muf-device-select><muf-speaker-test></muf-speaker-test></div>
            <muf-network-test></muf-network-test>
          </div>
          <button class="button live go" part="go" type="submit" ?disabled=${this.#local.value.status === 'asking'}>${this.t('setup.goLive')}</button>
        </div>
      </form>
    `;
  }

  #identity(): TemplateResult {
    return html`
      ${this.untitled ? nothing : html`<label class="field"><span class="label">${this.t('setup.title')}</span>
        <input class="box" part="title" name="title" type="text" maxlength=${limits.title} placeholder=${this.t('setup.titleHint')} autocomplete="off" enterkeyhint="next" dir="auto"></label>`}
      <label class="field"><span class="label">${this.t('setup.name')}</span>
        <input class="box" part="name" name="name" type="text" maxlength=${limits.name} placeholder=${this.t('setup.nameHint')} autocomplete="nickname" dir="auto"
          .value=${this.name} @input=${(event: Event) => { this.name = (event.currentTarget as HTMLInputElement).value; }}></label>
    `;
  }

  #go(event: SubmitEvent): void {
    event.preventDefault();
    const title = this.renderRoot.querySelector<HTMLInputElement>('[name=title]')?.value.trim();
    const displayName = this.name.trim();
    remember('name', displayName);
    this.request({ type: 'GO_LIVE', ...(title ? { title } : {}), ...(displayName ? { displayName } : {}) });
  }
}

define('muf-setup', MufSetup);
declare global { interface HTMLElementTagNameMap { 'muf-setup': MufSetup } }
