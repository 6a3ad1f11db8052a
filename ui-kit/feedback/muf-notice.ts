import { css, html, nothing, type TemplateResult } from 'lit';
import type { LiveErrorCode } from '../../core/errors.ts';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { need } from '../room/lazy.ts';
import { isBlocked } from '../setup/blocked.ts';

/** After this many tries it is the server, not a blink. */
const triesBeforeWorry = 3;

/**
 * What goes on and is not over yet: a thin bar while the connection is cut (the picture stays) or media finds no way
 * through, and a card that says what keeps the camera or the microphone away, with the remedy and a way to go on without.
 *
 * @element muf-notice
 * @fires {CustomEvent<MufRequest>} muf-request - `CAMERA_PRELOAD` to try the devices again.
 * @csspart bar - The connection bar.
 * @csspart card - The media card.
 * @csspart help - How to allow the devices.
 * @csspart help-summary - Unfolds it.
 * @csspart retry - Tries again.
 * @csspart accept - Goes on with less.
 */
export class MufNotice extends MufElement {
  static override properties = { accepted: { state: true } };
  static override styles = [shared, buttons, css`
    :host { display: grid; justify-items: center; gap: var(--muf-space-2); pointer-events: none; }
    .status { display: grid; justify-items: center; }
    .bar {
      display: flex; align-items: center; gap: var(--muf-space-2); padding: 6px 14px; max-inline-size: min(100%, 400px);
      border-radius: 16px; text-align: center; text-wrap: balance; font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong);
      color: #211300; background: #ffc251;
      transition: opacity var(--muf-move), transform var(--muf-move) var(--muf-ease);
    }
    @starting-style { .bar, .card { opacity: 0; transform: translateY(-8px); } }
    .spinner { flex: none; inline-size: 14px; block-size: 14px; border: 2px solid currentColor; border-inline-end-color: transparent; border-radius: 50%; animation: spin 0.9s linear infinite; }
    .card {
      display: grid; gap: var(--muf-space-3); inline-size: min(100%, 400px); padding: var(--muf-space-4); pointer-events: auto;
      border-radius: var(--muf-radius-lg); color: var(--muf-color-on-surface); background: var(--muf-color-surface-raised);
      box-shadow: var(--muf-elevation), 0 0 0 1px var(--muf-color-hairline);
      transition: opacity var(--muf-move), transform var(--muf-move) var(--muf-ease);
    }
    .what { display: flex; gap: var(--muf-space-3); }
    .what svg { color: var(--muf-color-warning); }
    summary { display: inline-flex; align-items: center; gap: var(--muf-space-1); min-block-size: var(--muf-target); font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); list-style: none; cursor: pointer; }
    summary svg { inline-size: 18px; block-size: 18px; transition: rotate var(--muf-move) var(--muf-ease); }
    details[open] summary svg { rotate: 180deg; }
    .actions { display: flex; flex-wrap: wrap; gap: var(--muf-space-2); }
    .actions .button { flex: 1 1 auto; font-size: var(--muf-text-sm); }
    @keyframes spin { to { transform: rotate(1turn); } }
  `];

  declare protected accepted: LiveErrorCode | null;
  readonly #connection = this.watch((room) => room.manager.stores.connection.$connection, { status: 'disconnected', path: 'sfu' });
  readonly #mediaProblem = this.watch((room) => room.manager.stores.connection.$mediaProblem, null);
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);

  constructor() {
    super();
    this.accepted = null;
  }

  override render(): TemplateResult {
    return html`<div role="status" class="status">${this.#bar()}</div>${this.#card()}`;
  }

  #bar(): TemplateResult | typeof nothing {
    const { status, attempt = 1 } = this.#connection.value;
    if (status === 'failed') return html`<div part="bar" class="bar">${this.t('feedback.failed')}</div>`;
    const problem = this.#mediaProblem.value;
    if (status === 'connected' && problem) return html`<div part="bar" class="bar">${this.t(`error.${problem}`)}</div>`;
    if (status !== 'reconnecting') return nothing;
    const text = attempt > triesBeforeWorry ? this.t('feedback.lost') : this.t('feedback.reconnecting');
    return html`<div part="bar" class="bar"><span class="spinner" aria-hidden="true"></span>${text}</div>`;
  }

  /** Folded, for it stands over a picture that is live. */
  #help(): TemplateResult {
    return html`<details part="help"><summary part="help-summary" @click=${() => need('muf-permission-help')}>${icon('chevron-down')}${this.t('permission.how')}</summary><muf-permission-help bare></muf-permission-help></details>`;
  }

  #card(): TemplateResult | typeof nothing {
    const { cameraProblem, micProblem } = this.#local.value;
    const problem = cameraProblem ?? micProblem;
    const self = this.#self.value;
    if (!problem || problem === this.accepted || !self || self.role === 'viewer') return nothing;
    return html`<div part="card" class="card" role="alert">
      <div class="what">${icon('warning')}<p>${this.t(`error.${problem}`)}</p></div>
      ${isBlocked(problem) ? this.#help() : nothing}
      <div class="actions">
        <button part="retry" class="button primary" type="button" @click=${() => this.request({ type: 'CAMERA_PRELOAD' })}>${this.t('feedback.retry')}</button>
        <button part="accept" class="button" type="button" @click=${() => { this.accepted = problem; }}>${this.t(cameraProblem ? 'feedback.soundOnly' : 'feedback.listenOnly')}</button>
      </div>
    </div>`;
  }
}

define('muf-notice', MufNotice);
declare global { interface HTMLElementTagNameMap { 'muf-notice': MufNotice } }
