import { css, html, nothing, type TemplateResult } from 'lit';
import { computed } from 'nanostores';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { isWeak, signalIcon } from './signal.ts';

/**
 * Says that the connection is weak, and opens what explains it. While all is well, or while the connection bar says
 * worse, there is nothing to see.
 *
 * @element muf-network-badge
 * @fires {CustomEvent<MufRequest>} muf-request - `SHEET_OPEN` for the explanation.
 * @csspart badge - The button.
 */
export class MufNetworkBadge extends MufElement {
  static override shadowRootOptions: ShadowRootInit = { ...MufElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [shared, chrome, css`
    :host { display: contents; }
    .badge {
      position: relative; display: flex; align-items: center; gap: 6px; block-size: 32px; padding-inline: 10px 12px;
      font-size: var(--muf-text-sm); font-weight: var(--muf-weight-strong); white-space: nowrap;
      transition: background-color var(--muf-fast), opacity var(--muf-move), scale var(--muf-move) var(--muf-ease);
    }
    @starting-style { .badge { opacity: 0; scale: 0.9; } }
    .badge::after { content: ''; position: absolute; inset: -6px 0; }
    .badge:hover { background: color-mix(in srgb, var(--muf-color-chrome), #fff 14%); }
    svg { inline-size: 18px; block-size: 18px; color: #ffc251; }
    .poor svg, .lost svg { color: #ff8a85; }
  `];

  readonly #band = this.watch((room) => computed(room.manager.stores.quality.$network, (network) => network?.band ?? null), null);
  readonly #connection = this.watch((room) => room.manager.stores.connection.$connection, { status: 'disconnected', path: 'sfu' });

  override render(): TemplateResult | typeof nothing {
    const band = this.#band.value;
    if (!isWeak(band) || this.#connection.value.status !== 'connected') return nothing;
    const word = this.t(`quality.band.${band}`);
    const name = this.t('quality.badge', { band: word });
    return html`<button part="badge" class=${`badge chrome ${band}`} type="button" aria-label=${name} title=${name} aria-haspopup="dialog"
      @click=${() => this.request({ type: 'SHEET_OPEN', sheet: 'network' })}>${icon(signalIcon[band])}<span>${word}</span></button>`;
  }
}

define('muf-network-badge', MufNetworkBadge);
declare global { interface HTMLElementTagNameMap { 'muf-network-badge': MufNetworkBadge } }
