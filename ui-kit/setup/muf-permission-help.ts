import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { browserName, browserNames, type BrowserName } from './browser-name.ts';
import { permissionPicture } from './permission-picture.ts';
import { watchPermissions, type Device, type Query } from './permission-watch.ts';

/**
 * How to allow camera and microphone in the browser at hand, with a picture of where to press. When they are allowed it
 * asks for them by itself; where the browser does not tell of that, its button does.
 *
 * @element muf-permission-help
 * @attr {'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android' | 'other'} browser - Which one; the one at hand by default.
 * @attr {boolean} bare - Without the button, where there is one beside it.
 * @fires {CustomEvent<MufRequest>} muf-request - `CAMERA_PRELOAD`, when they are allowed or "Try again" is pressed.
 * @csspart picture - The drawn browser window.
 * @csspart steps - What to do, in order.
 * @csspart step - One step.
 * @csspart system - What else may block them.
 * @csspart retry - "Try again".
 */
export class MufPermissionHelp extends MufElement {
  static override properties = { browser: {}, bare: { type: Boolean }, tells: { state: true } };
  static override styles = [shared, buttons, css`
    :host { display: grid; gap: var(--muf-space-3); container-type: inline-size }
    .picture svg { inline-size: 100%; max-inline-size: 320px; block-size: auto; margin-inline: auto }
    .window { fill: color-mix(in srgb, var(--muf-color-on-surface) 5%, transparent); stroke: var(--muf-color-hairline); stroke-width: 1 }
    .address { fill: color-mix(in srgb, var(--muf-color-on-surface) 8%, transparent) }
    .word { stroke: color-mix(in srgb, var(--muf-color-on-surface) 32%, transparent); stroke-width: 4 }
    .menu { fill: var(--muf-color-surface-raised); stroke: var(--muf-color-hairline); stroke-width: 1 }
    .on { fill: var(--muf-color-positive) }
    .knob { fill: var(--muf-color-surface-raised) }
    .ring { fill: var(--muf-color-surface-raised); stroke: var(--muf-color-accent); stroke-width: 2.5 }
    .mark { stroke: var(--muf-color-on-surface); stroke-width: 1.6 }
    @media (prefers-reduced-motion: no-preference) {
      .ring { animation: press 1.8s var(--muf-ease) infinite alternate; transform-box: fill-box; transform-origin: center }
      @keyframes press { from { scale: 1 } to { scale: 1.12 } }
    }
    ol { display: grid; gap: var(--muf-space-2); margin: 0; padding: 0; list-style: none; counter-reset: step }
    li { display: grid; grid-template-columns: 24px minmax(0, 1fr); align-items: baseline; gap: var(--muf-space-2); counter-increment: step }
    li::before { content: counter(step); display: grid; place-items: center; block-size: 24px; border-radius: 50%; background: color-mix(in srgb, var(--muf-color-on-surface) 10%, transparent); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); font-variant-numeric: tabular-nums }
    .system { font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted) }
    @container (inline-size >= 520px) { .what { display: grid; grid-template-columns: 240px minmax(0, 1fr); align-items: center; gap: var(--muf-space-4) } }
    @container (inline-size < 520px) { .what { display: grid; gap: var(--muf-space-3) } }
  `];

  declare browser: BrowserName | undefined;
  declare bare: boolean;
  /** The browser tells when it is allowed. */
  declare protected tells: boolean;
  /** Asks the browser; another one in tests. */
  query: Query | undefined;
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  #control: AbortController | undefined;
  #asked = '';

  constructor() {
    super();
    this.browser = undefined;
    this.bare = false;
    this.tells = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#control?.abort();
    this.#asked = '';
  }

  override updated(_changed: PropertyValues): void {
    const devices = this.#devices();
    if (!this.isConnected || devices.join() === this.#asked) return;
    this.#asked = devices.join();
    void this.#watch(devices);
  }

  override render(): TemplateResult {
    const name = this.browser && browserNames.includes(this.browser) ? this.browser : browserName(navigator.userAgent, navigator.maxTouchPoints);
    return html`
      <div class="what">
        <div class="picture" part="picture">${permissionPicture(name)}</div>
        <ol part="steps" role="list">${[this.t(`permission.${name}.1`), this.t(`permission.${name}.2`), this.t(this.tells ? 'permission.thenSelf' : 'permission.then')].map((step) => html`<li part="step"><span>${step}</span></li>`)}</ol>
      </div>
      <p class="system" part="system">${this.t('permission.system')}</p>
      ${this.bare ? nothing : html`<button class="button primary" part="retry" type="button" @click=${this.#retry}>${icon('reload')}${this.t('feedback.retry')}</button>`}
    `;
  }

  /** Those that were refused; both, while neither was. */
  #devices(): readonly Device[] {
    const { cameraProblem, micProblem } = this.#local.value;
    const refused = [...(cameraProblem === 'camera-refused' ? ['camera' as const] : []), ...(micProblem === 'mic-refused' ? ['microphone' as const] : [])];
    return refused.length > 0 ? refused : ['camera', 'microphone'];
  }

  async #watch(devices: readonly Device[]): Promise<void> {
    this.#control?.abort();
    this.#control = new AbortController();
    const { signal } = this.#control;
    const tells = await watchPermissions(devices, () => this.#retry(), signal, this.query);
    if (!signal.aborted) this.tells = tells;
  }

  #retry(): void {
    this.request({ type: 'CAMERA_PRELOAD' });
  }
}

define('muf-permission-help', MufPermissionHelp);
declare global { interface HTMLElementTagNameMap { 'muf-permission-help': MufPermissionHelp } }
