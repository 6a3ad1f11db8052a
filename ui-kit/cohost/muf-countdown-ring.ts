import { css, html, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { TickController } from '../header/tick-controller.ts';
import { shared } from '../layout/shared.css.ts';

/**
 * What is left of a wait, as a ring that empties and the seconds in it: by the server's clock, so that everyone sees the same.
 *
 * @element muf-countdown-ring
 * @attr {number} from - When the wait began: server time, in ms since the epoch.
 * @attr {number} until - When it ends.
 * @csspart ring - The ring.
 * @cssprop [--size=36px] - How large it is.
 */
export class MufCountdownRing extends MufElement {
  static override properties = { from: { type: Number }, until: { type: Number } };
  static override styles = [shared, css`
    :host { display: inline-block; flex: none; inline-size: var(--size, 36px); block-size: var(--size, 36px) }
    .ring { position: relative; display: grid; place-items: center; inline-size: 100%; block-size: 100%; font-size: max(11px, calc(var(--size, 36px) * 0.34)); font-weight: var(--muf-weight-strong); font-variant-numeric: tabular-nums }
    svg { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; rotate: -90deg; fill: none; stroke-width: 3 }
    .track { stroke: currentColor; opacity: 0.18 }
    .rest { stroke: var(--muf-color-accent); stroke-linecap: round; stroke-dasharray: 1; transition: stroke-dashoffset 1s linear }
    .ending .rest { stroke: var(--muf-color-warning) }
  `];

  /** Server times, in ms since the epoch. */
  declare from: number;
  declare until: number;
  readonly #offset = this.watch((room) => room.manager.stores.session.$clockOffset, 0);

  constructor() {
    super();
    this.from = 0;
    this.until = 0;
    new TickController(this, () => this.#left > 0);
  }

  get #left(): number {
    return Math.max(0, this.until - Date.now() - this.#offset.value);
  }

  override render(): TemplateResult {
    const seconds = Math.ceil(this.#left / 1000);
    // It moves towards the next second while this one is shown.
    const rest = Math.max(0, this.#left - 1000) / Math.max(1, this.until - this.from);
    return html`<span part="ring" class=${seconds <= 5 ? 'ring ending' : 'ring'} role="timer" aria-label=${this.t('cohost.left', { count: seconds })}>
      <svg viewBox="0 0 36 36" aria-hidden="true"><circle class="track" cx="18" cy="18" r="16"></circle><circle class="rest" cx="18" cy="18" r="16" pathLength="1" style=${`stroke-dashoffset: ${(1 - Math.min(1, rest)).toFixed(3)}`}></circle></svg>
      <span aria-hidden="true">${seconds}</span>
    </span>`;
  }
}

define('muf-countdown-ring', MufCountdownRing);
declare global { interface HTMLElementTagNameMap { 'muf-countdown-ring': MufCountdownRing } }
