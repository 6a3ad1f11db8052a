import { css, html, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import { shared } from '../layout/shared.css.ts';
import { define } from '../define.ts';
import { Ballistics } from './ballistics.ts';
import { Level } from './level.ts';

const bars = [0.15, 0.35, 0.55, 0.7, 0.85];

/** A little under 30 pictures a second, whatever the screen does. */
const frameMs = 34;
const fallMs = 600;

/**
 * How loud my microphone is, in five bars. Decorative: it moves too fast to be read out. It rests while it, or its page,
 * cannot be seen.
 *
 * @element muf-level-meter
 * @csspart bar - One bar.
 */
export class MufLevelMeter extends MufElement {
  static override styles = [shared, css`
    :host { display: inline-flex; align-items: center; gap: 3px; block-size: 20px; color: var(--muf-color-on-video) }
    i { inline-size: 4px; block-size: 6px; border-radius: 2px; background: currentColor; opacity: 0.3; transition: block-size var(--muf-fast), opacity var(--muf-fast) }
    i[data-lit] { background: var(--muf-color-positive-on-video); opacity: 1; block-size: 16px }
  `];

  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  readonly #needle = new Ballistics(fallMs);
  #observer: IntersectionObserver | undefined;
  #seen = false;
  #level: Level | undefined;
  #track: MediaStreamTrack | undefined;
  #frame = 0;
  #drawnAt = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1)?.isIntersecting ?? false;
      this.#follow();
    });
    this.#observer.observe(this);
    document.addEventListener('visibilitychange', this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    document.removeEventListener('visibilitychange', this.#follow);
    this.#seen = false;
    this.#stop();
  }

  override updated(): void {
    this.#follow();
  }

  /** Whether it measures now. */
  get running(): boolean {
    return this.#level !== undefined;
  }

  readonly #follow = (): void => {
    const { stream, audioMuted } = this.#local.value;
    const heard = this.#seen && document.visibilityState === 'visible' && !audioMuted;
    const track = heard ? stream?.getAudioTracks().find((candidate) => candidate.readyState === 'live') : undefined;
    if (track === this.#track) return;
    this.#stop();
    if (!track) return;
    this.#track = track;
    this.#level = new Level(new MediaStream([track]));
    this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (now: number): void => {
    this.#frame = requestAnimationFrame(this.#draw);
    const elapsed = now - this.#drawnAt;
    if (elapsed < frameMs) return;
    this.#drawnAt = now;
    this.#show(this.#needle.take(this.#level?.read() ?? 0, elapsed));
  };

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#level?.close();
    this.#level = undefined;
    this.#track = undefined;
    this.#needle.value = 0;
    if (this.hasUpdated) this.#show(0);
  }

  #show(level: number): void {
    this.renderRoot.querySelectorAll('i').forEach((bar, index) => bar.toggleAttribute('data-lit', level >= (bars[index] ?? 1)));
  }

  override render(): TemplateResult {
    return html`${bars.map(() => html`<i part="bar" aria-hidden="true"></i>`)}`;
  }
}

define('muf-level-meter', MufLevelMeter);
declare global { interface HTMLElementTagNameMap { 'muf-level-meter': MufLevelMeter } }
