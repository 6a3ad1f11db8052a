import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Tile } from '../../core/stores/stage.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { keepChoice } from '../layout/kept-choice.ts';
import { choiceIn, layoutIn } from '../layout/layouts.ts';
import { chrome, shared } from '../layout/shared.css.ts';
import { arrange, type Rect } from './arrange.ts';
import { CalmSpeaker } from './calm-speaker.ts';
import { inCallOrder, isCall } from './call.ts';
import { Departures, type ShownTile } from './departures.ts';
import { canGlide, glide, prefersStill } from './glide.ts';
import { lookOf, type Look } from './look.ts';
import { stageStyles } from './muf-stage.css.ts';
import './muf-tile.ts';

/**
 * Everyone who is on stage, in the room's layout. Tiles glide to their places, grow when they come and shrink when they go.
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
  static override styles = [shared, chrome, stageStyles];

  declare protected size: { width: number; height: number; top: number; bottom: number };
  readonly #tiles = this.watch((room) => room.manager.stores.stage.$tiles, []);
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #name = this.watch(layoutIn, 'auto');
  readonly #choice = this.watch(choiceIn, null);
  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #speaker = this.watch((room) => room.manager.stores.stage.$activeSpeaker, null);
  readonly #call = this.watch(isCall, false);
  readonly #departures = new Departures(this);
  readonly #calm = new CalmSpeaker(this);
  readonly #observer = new ResizeObserver(() => this.#measure());
  #stopKeeping: (() => void) | undefined;
  #first = true;
  /** Who is shown how, when it was last drawn. */
  #shown = '';

  constructor() {
    super();
    this.size = { width: 0, height: 0, top: 0, bottom: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observe();
    this.#keep();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#keep();
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override roomChanged(_room: RoomContext | undefined): void {
    this.#keep();
  }

  /** Tiles that come, go or change places do so under a transition; whatever else changes is simply drawn. */
  protected override async scheduleUpdate(): Promise<void> {
    const scope = this.#first ? null : this.renderRoot.querySelector('.stage');
    if (!scope || !this.isConnected || !canGlide() || prefersStill() || this.#stands() === this.#shown) return void super.scheduleUpdate();
    scope.classList.add('glides');
    await glide(scope, async () => {
      await super.scheduleUpdate();
      await Promise.all([...scope.querySelectorAll('muf-tile')].map((tile) => tile.updateComplete));
    });
  }

  override render(): TemplateResult {
    const tiles = this.#ordered();
    const look = this.#look();
    const rects = arrange(tiles.length, { ...this.size, layout: this.#layout.value, ...look });
    const glides = canGlide();
    const shown = glides ? tiles.map((tile, index): ShownTile => ({ tile, rect: rects[index], leaving: false })) : this.#departures.with(tiles, (index) => rects[index]);
    this.#shown = this.#stands();
    return html`<section part="stage" class=${classMap({ stage: true, glides: glides && !this.#first, slides: !glides && !this.#first })} aria-label=${this.t('stage.label')}>
      ${repeat(shown, ({ tile }) => tile.key, ({ tile, rect, leaving }) => this.#tile(tile, rect, leaving))}
      ${tiles.length === 0 ? html`<div part="empty" class="empty">${icon('camera-off')}<span>${this.t('stage.empty')}</span></div>` : nothing}
      ${this.#call.value && tiles.length === 1 && tiles[0]?.isSelf ? html`<p part="waiting" class="waiting chrome" role="status">${this.t('stage.callWaiting')}</p>` : nothing}
    </section>`;
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.size.width > 0) this.#first = false;
  }

  #ordered(): readonly Tile[] {
    return this.#call.value ? inCallOrder(this.#tiles.value) : this.#tiles.value;
  }

  #look(): Look {
    const speaker = this.#speaker.value;
    return lookOf(this.#ordered(), {
      layout: this.#name.value,
      tile: this.#choice.value?.tile ?? null,
      directed: this.#room.value?.direction?.peerId,
      speaker: this.#calm.hear(speaker === this.#self.value?.peerId ? null : speaker),
    });
  }

  #stands(): string {
    return JSON.stringify([this.#ordered().map(({ key }) => key), this.#look(), this.#layout.value]);
  }

  #tile(tile: Tile, rect: Rect | undefined, leaving: boolean): TemplateResult {
    const at = rect ?? { x: 0, y: 0, width: 0, height: 0, inset: true };
    const chosen = this.#choice.value?.tile === tile.key;
    return html`<muf-tile exportparts="tile, video, avatar, name: tile-name, mic, signal, ring, veil, spotlight" class=${classMap({ inset: at.inset, leaving })} .tile=${tile} .rect=${at} ?bare=${!at.inset} ?inert=${leaving}
      .spotlight=${this.#tiles.value.length < 2 || (!at.inset && !chosen) ? undefined : chosen}></muf-tile>`;
  }

  #keep(): void {
    this.#stopKeeping?.();
    this.#stopKeeping = this.isConnected && this.room ? keepChoice(this.room) : undefined;
  }

  /** Its own size, and what others leave it of that: they come and go, too. */
  #observe(): void {
    this.#observer.observe(this);
    const stage = this.renderRoot?.querySelector('.stage');
    if (stage) this.#observer.observe(stage);
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
