import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Tile } from '../../core/stores/stage.ts';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { arrange, type Rect } from './arrange.ts';
import { inCallOrder, isCall } from './call.ts';
import { Departures } from './departures.ts';
import './muf-tile.ts';

/**
 * Everyone who is on stage. Tiles glide to their places, grow when they come and shrink when they go.
 *
 * @element muf-stage
 * @csspart stage - The area of the tiles.
 * @csspart empty - What is shown while nobody is on stage.
 * @csspart waiting - Said over one's own picture while the other party of a call is not there.
 * @cssprop [--muf-stage-top=64px] - What the header covers; grids stay clear of it.
 * @cssprop [--muf-stage-bottom=8px] - What a bar below covers.
 */
export class MufStage extends MufElement {
  static override properties = { size: { state: true } };
  static override styles = [shared, chrome, css`
    :host { display: block; position: relative; overflow: hidden; background: #08090c; }
    .stage { position: absolute; inset: 0; padding-block: var(--muf-stage-top, 64px) var(--muf-stage-bottom, 8px); }
    muf-tile {
      position: absolute; inset-block-start: 0; inset-inline-start: 0;
      transition: all var(--muf-move) var(--muf-ease);
      transition-property: inset, inline-size, block-size, opacity, transform;
    }
    @starting-style { muf-tile { opacity: 0; transform: scale(0.85); } }
    muf-tile.inset { --tile-radius: var(--muf-radius-md); z-index: 1; box-shadow: 0 4px 24px rgb(0 0 0 / 0.3); border-radius: var(--muf-radius-md); }
    muf-tile:not(.inset) { --tile-head: var(--muf-stage-top, 64px); }
    .whole muf-tile { transition: none; }
    muf-tile.leaving { opacity: 0; transform: scale(0.85); pointer-events: none; }
    .waiting { position: absolute; z-index: 1; inset-inline: 0; inset-block-start: var(--muf-stage-top, 64px); inline-size: fit-content; max-inline-size: calc(100% - var(--muf-space-6)); margin: 0 auto; padding: var(--muf-space-2) var(--muf-space-4); font-size: var(--muf-text-sm); }
    .empty { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--muf-space-3); color: var(--muf-color-on-video-muted); }
  `];

  declare protected size: { width: number; height: number; top: number; bottom: number };
  readonly #tiles = this.watch((room) => room.manager.stores.stage.$tiles, []);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #call = this.watch(isCall, false);
  readonly #departures = new Departures(this);
  readonly #observer = new ResizeObserver(() => this.#measure());
  #first = true;

  constructor() {
    super();
    this.size = { width: 0, height: 0, top: 0, bottom: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render(): TemplateResult {
    const tiles = this.#call.value ? inCallOrder(this.#tiles.value) : this.#tiles.value;
    const screen = tiles.findIndex((tile) => tile.source === 'screen');
    const rects = arrange(tiles.length, { ...this.size, layout: this.#layout.value, spotlight: screen < 0 ? undefined : screen });
    const shown = this.#departures.with(tiles, (index) => rects[index]);
    return html`<section part="stage" class=${classMap({ stage: true, whole: this.#first })} aria-label=${this.t('stage.label')}>
      ${repeat(shown, ({ tile }) => tile.key, ({ tile, rect, leaving }) => this.#tile(tile, rect, leaving))}
      ${tiles.length === 0 ? html`<div part="empty" class="empty">${icon('camera-off')}<span>${this.t('stage.empty')}</span></div>` : nothing}
      ${this.#call.value && tiles.length === 1 && tiles[0]?.isSelf ? html`<p part="waiting" class="waiting chrome" role="status">${this.t('stage.callWaiting')}</p>` : nothing}
    </section>`;
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.size.width > 0) this.#first = false;
  }

  #tile(tile: Tile, rect: Rect | undefined, leaving: boolean): TemplateResult {
    const at = rect ?? { x: 0, y: 0, width: 0, height: 0, inset: true };
    return html`<muf-tile exportparts="tile, video, avatar, name: tile-name, mic, signal, ring, veil" class=${classMap({ inset: at.inset, leaving })} .tile=${tile} .rect=${at} ?bare=${!at.inset} ?inert=${leaving}></muf-tile>`;
  }

  #measure(): void {
    const stage = this.renderRoot.querySelector('.stage');
    if (!stage) return;
    const { paddingTop, paddingBottom } = getComputedStyle(stage);
    this.size = { width: this.clientWidth, height: this.clientHeight, top: parseFloat(paddingTop) || 0, bottom: parseFloat(paddingBottom) || 0 };
  }
}

define('muf-stage', MufStage);
declare global { interface HTMLElementTagNameMap { 'muf-stage': MufStage } }
