import { css, html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';

/** Light modules around the code that scanners need (ISO/IEC 18004 §5.3.8). */
const quiet = 4;

/** One path over all dark modules; a square for each. */
const pathOf = (modules: readonly (readonly boolean[])[]): string =>
  modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : ''))).join('');

/**
 * A text as a QR code. Dark on light in every theme: many scanners read nothing else.
 *
 * @element muf-qr-code
 * @attr {string} value - What it says.
 * @attr {string} label - What it is, for those who cannot see it.
 * @csspart code - The picture, with its light border.
 */
export class MufQrCode extends MufElement {
  static override properties = { value: {}, label: {}, modules: { state: true } };
  static override styles = [shared, css`
    :host { display: block; aspect-ratio: 1; border-radius: var(--muf-radius-md); overflow: hidden; background: #fff; forced-color-adjust: none }
    svg { inline-size: 100%; block-size: 100%; animation: appear var(--muf-move) var(--muf-ease) both }
    @keyframes appear { from { opacity: 0 } }
  `];

  declare value: string;
  declare label: string;
  declare modules: readonly (readonly boolean[])[];

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.modules = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) void this.#encode(this.value);
  }

  override render(): TemplateResult | typeof nothing {
    const size = this.modules.length + 2 * quiet;
    if (this.modules.length === 0) return nothing;
    return html`<svg part="code" role="img" aria-label=${this.label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">${svg`<path fill="#fff" d="M0 0h${size}v${size}H0z"></path><path fill="#000" d=${pathOf(this.modules)}></path>`}</svg>`;
  }

  /** The encoder is fetched with the first code that is shown. */
  async #encode(value: string): Promise<void> {
    this.modules = [];
    if (!value) return;
    const { encode } = await import('uqr');
    if (value === this.value) this.modules = encode(value, { ecc: 'M', border: 0 }).data;
  }
}

define('muf-qr-code', MufQrCode);
declare global { interface HTMLElementTagNameMap { 'muf-qr-code': MufQrCode } }
