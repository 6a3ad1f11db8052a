import { css, html, nothing, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { buttons } from '../controls/styles.ts';
import { define } from '../define.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import { avatar, avatarStyles, tintOf } from '../people/avatar.ts';

/**
 * On the way in: the host's face in their own colour and a calm pulse; one's own picture when going live; and the
 * waiting room while the host is not there yet.
 *
 * @element muf-joining
 * @fires {CustomEvent<MufRequest>} muf-request - `STREAM_LEAVE` to give up.
 * @csspart joining - The whole.
 * @csspart preview - One's own picture.
 * @csspart title - What goes on.
 * @csspart leave - Gives up.
 */
export class MufJoining extends MufElement {
  static override styles = [shared, buttons, avatarStyles, css`
    :host { display: block; }
    .joining {
      position: absolute; inset: 0; overflow: hidden; display: grid; place-content: center; justify-items: center; gap: var(--muf-space-5); padding: var(--muf-space-5);
      text-align: center; color: #fff; background: radial-gradient(90% 70% at 50% 40%, oklch(0.36 0.09 var(--hue, 275)), #0b0c10 90%);
    }
    video { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover; filter: brightness(0.45) saturate(0.9); }
    video.mirrored { transform: scaleX(-1); }
    .face { position: relative; display: grid; place-items: center; }
    .face .avatar { --size: 104px; box-shadow: 0 12px 48px rgb(0 0 0 / 0.35); }
    .nobody { position: relative; display: grid; place-items: center; inline-size: 104px; block-size: 104px; border-radius: 50%; background: oklch(0.44 0.1 var(--hue, 275)); }
    .nobody svg { inline-size: 40px; block-size: 40px; }
    .pulse { position: absolute; inset: 0; border-radius: 50%; background: oklch(0.7 0.12 var(--hue, 275) / 0.5); animation: pulse 2.8s var(--muf-ease) infinite; }
    .pulse + .pulse { animation-delay: 1.4s; }
    .words { position: relative; display: grid; gap: var(--muf-space-1); text-shadow: 0 1px 8px rgb(0 0 0 / 0.6); }
    h2 { font-size: var(--muf-text-xl); font-weight: var(--muf-weight-strong); }
    p { color: #e3e6ed; max-inline-size: 34ch; }
    .button { position: relative; color: #fff; background: rgb(255 255 255 / 0.14); min-inline-size: 112px; }
    .button:hover { background: rgb(255 255 255 / 0.22); }
    .button:focus-visible { outline-color: var(--muf-color-focus-on-video); }
    @keyframes pulse { from { transform: scale(1); opacity: 0.8; } to { transform: scale(2.1); opacity: 0; } }
    @media (prefers-reduced-motion: reduce) { .pulse { transform: scale(1.25); opacity: 0.4; } .pulse + .pulse { display: none; } }
  `];

  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #state = this.watch((room) => room.manager.stores.session.$state, 'IDLE');
  readonly #broadcasters = this.watch((room) => room.manager.stores.peers.$broadcasters, []);
  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);

  override render(): TemplateResult {
    const host = this.#broadcasters.value.find((peer) => peer.isOriginalHost) ?? this.#broadcasters.value[0];
    const room = this.#room.value;
    const { stream, hasVideo, mirrored } = this.#local.value;
    const name = host?.displayName || room?.title || '';
    const waiting = this.#state.value === 'ACTIVE';
    return html`<section part="joining" class="joining" data-tint=${host ? tintOf(name) : nothing} aria-live="polite">
      ${stream && hasVideo
        ? html`<video part="preview" class=${mirrored ? 'mirrored' : ''} autoplay playsinline muted aria-hidden="true" .muted=${true} .srcObject=${stream}></video>`
        : html`<div class="face"><span class="pulse"></span><span class="pulse"></span>${host ? avatar(name, host.avatarUrl) : html`<span class="nobody">${icon('people')}</span>`}</div>`}
      <div class="words">
        <h2 part="title">${this.t(stream ? 'feedback.goingLive' : waiting ? 'feedback.waiting' : 'feedback.joining')}</h2>
        <p>${waiting ? this.t('feedback.waitingHint') : name || this.t('feedback.joiningHint')}</p>
      </div>
      ${stream ? nothing : html`<button part="leave" class="button" type="button" @click=${() => this.request({ type: 'STREAM_LEAVE' })}>${this.t('header.leave')}</button>`}
    </section>`;
  }
}

define('muf-joining', MufJoining);
declare global { interface HTMLElementTagNameMap { 'muf-joining': MufJoining } }
