import { css, html, nothing, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { liveStyles } from '../layout/live.css.ts';
import { roomStyles } from '../layout/room.css.ts';
import { shared } from '../layout/shared.css.ts';
import { dressRehearsal } from './dress-rehearsal.ts';
import { liveView } from './live-view.ts';
import type { Shape } from './size.ts';

const idle: (task: () => void) => void = 'requestIdleCallback' in globalThis ? (task) => void requestIdleCallback(task, { timeout: 2000 }) : (task) => void setTimeout(task, 200);

/**
 * Plays the live room once, unseen, while people are still on the screen before it. What a browser does only the
 * first time (compiling, reading style sheets, finding fonts, laying out) took 200 ms between the server's welcome
 * and the first picture; it is behind them when they press the button.
 *
 * @element muf-rehearsal
 * @internal
 */
export class MufRehearsal extends MufElement {
  static override properties = { shape: { attribute: false }, playing: { state: true } };
  static override styles = [shared, roomStyles, liveStyles, css`
    :host { position: absolute; inset: 0; z-index: -1; overflow: hidden; contain: strict; visibility: hidden; pointer-events: none; }
  `];

  declare shape: Shape | undefined;
  declare protected playing: boolean;
  #played = false;

  constructor() {
    super();
    this.playing = false;
    this.inert = true;
    // Whatever is asked for in here is not meant.
    this.addEventListener('muf-request', (event) => event.stopPropagation());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#played) return;
    this.#played = true;
    idle(() => this.#play());
  }

  #play(): void {
    if (!this.isConnected) return;
    this.manager = dressRehearsal(this.t('header.host'));
    this.playing = true;
    // Laid out within the next frame, and over with the one after it.
    requestAnimationFrame(() => requestAnimationFrame(() => { this.playing = false; }));
  }

  override render(): TemplateResult | typeof nothing {
    const { shape } = this;
    if (!this.playing || !shape) return nothing;
    return html`<div class="room" data-phase="live" data-layout=${shape.layout} ?data-short=${shape.short}>
      <muf-joining class="whole"></muf-joining>
      ${liveView(shape)}
    </div>`;
  }
}

define('muf-rehearsal', MufRehearsal);
declare global { interface HTMLElementTagNameMap { 'muf-rehearsal': MufRehearsal } }
