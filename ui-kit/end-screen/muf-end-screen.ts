import { css, html, nothing, type TemplateResult } from 'lit';
import type { StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { MessageKey } from '../localize.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { formatDuration } from '../header/duration.ts';
import { shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles, tintOf } from '../people/avatar.ts';

const reasons: Readonly<Partial<Record<StreamSummary['reason'], MessageKey>>> = {
  'host-left': 'end.reasonLeft',
  server: 'end.reasonServer',
  removed: 'end.reasonRemoved',
};

/**
 * After the stream: how long it was, how many watched, when it ended, and where to go from here.
 *
 * @element muf-end-screen
 * @fires {CustomEvent<MufRequest>} muf-request - `SETUP_RETURN` to go back.
 * @slot endScreen.statsCards - More figures.
 * @slot endScreen.recommendations - What to watch next.
 * @slot endScreen.cta - The bottom row of buttons.
 * @csspart end - The whole.
 * @csspart title - The heading.
 * @csspart stats - The figures.
 * @csspart stat - One figure.
 * @csspart back - The button back.
 */
export class MufEndScreen extends MufElement {
  static override styles = [shared, buttons, avatarStyles, css`
    :host { display: block; }
    .end {
      position: absolute; inset: 0; overflow-y: auto; overscroll-behavior: contain; display: grid;
      padding: calc(var(--muf-space-5) + env(safe-area-inset-top)) var(--muf-space-4) calc(var(--muf-space-5) + env(safe-area-inset-bottom));
      background: radial-gradient(80% 60% at 50% 0%, color-mix(in srgb, oklch(0.6 0.14 var(--hue, 15)) 26%, var(--muf-color-surface)), var(--muf-color-surface));
    }
    .column { display: grid; align-content: center; justify-items: center; container-type: inline-size; inline-size: min(100%, 520px); margin: auto; text-align: center; }
    .avatar { --size: 88px; }
    .words { display: grid; gap: var(--muf-space-1); justify-items: center; max-inline-size: 100%; margin-block: var(--muf-space-5); }
    h2 { font-size: var(--muf-text-2xl); font-weight: var(--muf-weight-strong); line-height: 1.2; letter-spacing: -0.01em; text-wrap: balance; }
    .words p { color: var(--muf-color-on-surface-muted); max-inline-size: 100%; }
    .stats { display: grid; grid-template-columns: repeat(3, minmax(min-content, 1fr)); gap: var(--muf-space-2); inline-size: 100%; }
    .stat { display: grid; gap: 2px; padding: var(--muf-space-4) var(--muf-space-2); border-radius: var(--muf-radius-lg); background: color-mix(in srgb, var(--muf-color-surface-raised) 80%, transparent); box-shadow: 0 0 0 1px var(--muf-color-hairline); }
    dt { order: 2; overflow-wrap: anywhere; font-size: var(--muf-text-sm); color: var(--muf-color-on-surface-muted); }
    dd { font-size: min(var(--muf-text-xl), 6cqi); font-weight: var(--muf-weight-strong); font-variant-numeric: tabular-nums; line-height: 1.2; white-space: nowrap; }
    .wide { inline-size: 100%; }
    .wide ::slotted(:not(:empty)) { margin-block-start: var(--muf-space-4); }
    .actions { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: var(--muf-space-2); inline-size: 100%; margin-block-start: var(--muf-space-6); }
    .button { min-block-size: 48px; padding-inline: var(--muf-space-5); }
  `];

  readonly #summary = this.watch((room) => room.manager.stores.session.$summary, null);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #host = this.watch((room) => room.$host, null);
  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);

  override render(): TemplateResult {
    const isHost = this.#self.value?.role === 'host';
    const host = this.#host.value;
    const name = host?.displayName ?? (isHost ? this.#self.value?.displayName ?? '' : '');
    return html`<section part="end" class="end" aria-label=${this.t('end.label')} data-tint=${tintOf(name)}>
      <div class="column">
        ${name ? avatar(name, host?.avatarUrl) : nothing}
        <div class="words">
          <h2 part="title">${this.t(isHost ? 'end.titleHost' : 'end.title')}</h2>
          ${this.#subtitle(isHost, name)}
        </div>
        ${this.#stats()}
        <div class="wide"><slot name="endScreen.statsCards"></slot></div>
        <div class="wide"><slot name="endScreen.recommendations"></slot></div>
        <div class="actions">
          <button part="back" class="button primary" type="button" @click=${() => this.request({ type: 'SETUP_RETURN' })}>${this.t(isHost ? 'end.again' : 'end.close')}</button>
          <slot name="endScreen.cta"></slot>
        </div>
      </div>
    </section>`;
  }

  #subtitle(isHost: boolean, name: string): TemplateResult {
    const reason = reasons[this.#summary.value?.reason ?? 'ended'];
    if (reason && !isHost) return html`<p>${this.t(reason)}</p>`;
    const title = this.#room.value?.title;
    const by = name ? html`${title ? html`<bdi>${title}</bdi> ` : nothing}${this.t('end.byHost', { name })}` : this.t('end.thanks');
    return html`<p class="ellipsis" title=${name}>${isHost ? title : by}</p>`;
  }

  #stats(): TemplateResult | typeof nothing {
    const summary = this.#summary.value;
    if (!summary) return nothing;
    const endedAt = new Intl.DateTimeFormat(this.locale, { timeStyle: 'short' }).format(summary.endedAt);
    return html`<dl part="stats" class="stats">
      ${this.#stat('end.duration', formatDuration(summary.durationSec, this.locale))}
      ${this.#stat('end.peak', new Intl.NumberFormat(this.locale).format(summary.peakViewers))}
      ${this.#stat('end.endedAt', endedAt)}
    </dl>`;
  }

  #stat(label: MessageKey, value: string): TemplateResult {
    return html`<div part="stat" class="stat"><dt>${this.t(label)}</dt><dd>${value}</dd></div>`;
  }
}

define('muf-end-screen', MufEndScreen);
declare global { interface HTMLElementTagNameMap { 'muf-end-screen': MufEndScreen } }
