import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../core/clock.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { recall, remember } from '../setup/remembered.ts';
import { captionOf, captionTopic, cueLines, type CaptionLine } from './lines.ts';

/** Lines at once: two fit under a face. */
const shownLines = 2;
/** A line that nothing follows goes after this long, in ms. */
const shownMs = 6000;

/**
 * What is said, as text over the picture. It shows the lines it is given, those of a text track (`track`), and those a
 * broadcaster of the room sends with `sendData('captions', { text })`. There is nothing to see, and no control for it,
 * until the first caption has come.
 *
 * @element muf-captions
 * @csspart captions - The whole.
 * @csspart line - One line.
 * @csspart speaker - Who says it.
 */
export class MufCaptions extends MufElement {
  static override properties = { lines: { attribute: false }, track: { attribute: false }, heard: { state: true } };
  static override styles = [shared, css`
    :host { display: grid; justify-items: center; pointer-events: none }
    .captions { display: grid; justify-items: center; gap: 2px; max-inline-size: min(100%, 56ch); font-size: var(--muf-caption-size, clamp(15px, 2.4cqi, 22px)); line-height: 1.35; text-align: center; text-wrap: balance }
    .line { padding: 2px var(--muf-space-2); border-radius: var(--muf-radius-sm); color: #fff; background: rgb(0 0 0 / 0.78); overflow-wrap: anywhere; box-decoration-break: clone }
    .speaker { font-weight: var(--muf-weight-strong) }
  `];

  /** Given by the page; takes the place of all others. */
  declare lines: readonly CaptionLine[] | undefined;
  /** A track of WebVTT cues, such as `video.textTracks[0]`; set to `hidden`, so that it is drawn here only. */
  declare track: TextTrack | undefined;
  declare protected heard: readonly (CaptionLine & { readonly final: boolean })[];
  /** The time lines go by; a fake one in tests. */
  clock: Clock = systemClock;

  readonly #shown = this.watch((room) => room.view.$captions, 'none');
  #followed: TextTrack | undefined;
  #cancel: (() => void) | undefined;
  #off: (() => void) | undefined;
  readonly #cued = (): void => this.requestUpdate();

  constructor() {
    super();
    this.heard = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen(this.room);
    this.#follow(this.track);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listen(undefined);
    this.#follow(undefined);
    this.#cancel?.();
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    this.heard = [];
    if (this.isConnected) this.#listen(room);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('track') && this.isConnected) this.#follow(this.track);
    this.#offer();
  }

  /** With the first caption comes its control. */
  #offer(): void {
    if (this.#shown.value !== 'none') remember('captions', this.#shown.value === 'off' ? 'off' : '');
    if (this.#current().length > 0 && this.room?.view.$captions.get() === 'none') this.room.view.$captions.set(recall('captions') === 'off' ? 'off' : 'on');
  }

  /** Not a live region: who hears the screen reader hears what is said. */
  override render(): TemplateResult | typeof nothing {
    const lines = this.#current();
    if (lines.length === 0 || this.#shown.value === 'off') return nothing;
    return html`<div class="captions" part="captions" role="region" aria-label=${this.t('captions.label')} aria-live="off">${lines.slice(-shownLines).map(({ text, speaker }) => html`
      <span class="line" part="line" dir="auto">${speaker ? html`<bdi class="speaker" part="speaker">${speaker}:</bdi> ` : nothing}${text}</span>`)}</div>`;
  }

  #current(): readonly CaptionLine[] {
    if (this.lines) return this.lines;
    return this.track?.activeCues?.length ? cueLines(this.track.activeCues as unknown as Iterable<{ text?: string }>) : this.heard;
  }

  #listen(room: RoomContext | undefined): void {
    this.#off?.();
    this.#off = room?.manager.on('DATA', ({ from, topic, data }) => {
      // Whoever is not on stage has nothing to be captioned.
      if (topic !== captionTopic || !room.manager.stores.peers.$broadcasters.get().some(({ peerId }) => peerId === from)) return;
      const line = captionOf(data);
      if (line) this.#hear(line);
    });
  }

  #hear(line: CaptionLine & { readonly final: boolean }): void {
    this.heard = [...this.heard.filter(({ final }) => final), line].slice(-shownLines);
    this.#cancel?.();
    this.#cancel = this.clock.after(shownMs, () => { this.heard = []; });
  }

  #follow(track: TextTrack | undefined): void {
    if (track === this.#followed) return;
    this.#followed?.removeEventListener('cuechange', this.#cued);
    this.#followed = track;
    if (!track) return;
    if (track.mode === 'disabled') track.mode = 'hidden';
    track.addEventListener('cuechange', this.#cued);
  }
}

define('muf-captions', MufCaptions);
declare global { interface HTMLElementTagNameMap { 'muf-captions': MufCaptions } }
