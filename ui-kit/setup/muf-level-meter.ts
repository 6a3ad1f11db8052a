import { css, html, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import { Level } from './level.ts';

const bars = [0.15, 0.35, 0.55, 0.7, 0.85];

/**
 * How loud my microphone is, in five bars. Decorative: it moves too fast to be read out.
 *
 * @element muf-level-meter
 * @csspart bar - One bar.
 */
export class MufLevelMeter extends MufElement {
  static override styles = [shared, css`
    :host { display: inline-flex; align-items: center; gap: 3px; block-size: 20px; color: inherit }
    i { inline-size: 4px; block-size: 6px; border-radius: 2px; background: currentColor; opacity: 0.3; transition: block-size var(--muf-fast), opacity var(--muf-fast) }
    i[data-lit] { background: var(--muf-color-positive); opacity: 1; block-size: 16px }
  `];

  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  #level: Level | undefined;
  #track: MediaStreamTrack | undefined;
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override updated(): void {
    const { stream, audioMuted } = this.#local.value;
    const track = audioMuted ? undefined : stream?.getAudioTracks().find((candidate) => candidate.readyState === 'live');
    if (track === this.#track) return;
    this.#stop();
    if (!track || !this.isConnected) return;
    this.#track = track;
    this.#level = new Level(new MediaStream([track]));
    this.#frame = requestAnimationFrame(this.#draw);
  }

  readonly #draw = (): void => {
    const level = this.#level?.read() ?? 0;
    this.renderRoot.querySelectorAll('i').forEach((bar, index) => bar.toggleAttribute('data-lit', level >= (bars[index] ?? 1)));
    this.#frame = requestAnimationFrame(this.#draw);
  };

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#level?.close();
    this.#level = undefined;
    this.#track = undefined;
    for (const bar of this.renderRoot?.querySelectorAll('i') ?? []) bar.removeAttribute('data-lit');
  }

  override render(): TemplateResult {
    return html`${bars.map(() => html`<i part="bar" aria-hidden="true"></i>`)}`;
  }
}

define('muf-level-meter', MufLevelMeter);
declare global { interface HTMLElementTagNameMap { 'muf-level-meter': MufLevelMeter } }
