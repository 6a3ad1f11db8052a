import { css, html, nothing, type TemplateResult } from 'lit';
import type { LiveErrorCode } from '../../core/errors.ts';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { isBlocked } from './blocked.ts';
import './muf-permission-help.ts';

/**
 * What stands between me and my camera or microphone, with the way round it: the browser is asking, it is
 * blocked, busy or missing.
 *
 * @element muf-media-notice
 * @csspart notice - The card.
 * @csspart text - The sentence.
 * @csspart retry - "Try again".
 * @csspart sound-only - "Continue with sound only".
 */
export class MufMediaNotice extends MufElement {
  static override properties = { soundOnly: { state: true } };
  static override styles = [shared, buttons, css`
    :host { display: block }
    .notice { display: grid; grid-template-columns: auto 1fr; gap: var(--muf-space-2) var(--muf-space-3); padding: var(--muf-space-3) var(--muf-space-4); border-radius: var(--muf-radius-md); background: var(--muf-color-surface-raised); color: var(--muf-color-on-surface); box-shadow: var(--muf-elevation); font-size: var(--muf-text-md) }
    .notice > svg { color: var(--muf-color-warning); margin-block-start: -1px }
    .asking > svg { color: var(--muf-color-accent) }
    p { margin: 0; align-self: center }
    .help { grid-column: 1 / -1; margin-block: var(--muf-space-1) }
    .acts { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: var(--muf-space-2) }
    .acts .button { flex: 1 1 auto }
  `];

  /** The remedy was taken: the notice has done its work. */
  declare soundOnly: boolean;
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  constructor() {
    super();
    this.soundOnly = false;
  }

  override willUpdate(): void {
    if (!this.#local.value.cameraProblem) this.soundOnly = false;
  }

  override render(): TemplateResult {
    const { status, cameraProblem, micProblem } = this.#local.value;
    const asking = status === 'asking';
    return html`
      <div role="status">${asking ? html`<div class="notice asking" part="notice">${icon('camera')}<p part="text">${this.t('setup.asking')}</p></div>` : nothing}</div>
      <div role="alert">${!asking && cameraProblem && !this.soundOnly ? this.#problem(cameraProblem, micProblem === null) : !asking && micProblem ? this.#problem(micProblem, false) : nothing}</div>
    `;
  }

  #problem(code: LiveErrorCode, offerSound: boolean): TemplateResult {
    return html`
      <div class="notice" part="notice">
        ${icon('warning')}<p part="text">${this.t(`error.${code}`)}</p>
        ${isBlocked(code) ? html`<muf-permission-help class="help" bare exportparts="picture, steps, step, system"></muf-permission-help>` : nothing}
        <div class="acts">
          <button class="button" part="retry" type="button" @click=${() => this.request({ type: 'CAMERA_PRELOAD' })}>${this.t('setup.retry')}</button>
          ${offerSound ? html`<button class="button primary" part="sound-only" type="button" @click=${this.#continue}>${this.t('setup.soundOnly')}</button>` : nothing}
        </div>
      </div>
    `;
  }

  #continue(): void {
    this.soundOnly = true;
    this.request({ type: 'VIDEO_OFF', off: true });
  }
}

define('muf-media-notice', MufMediaNotice);
declare global { interface HTMLElementTagNameMap { 'muf-media-notice': MufMediaNotice } }
