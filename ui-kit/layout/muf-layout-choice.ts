import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Tile } from '../../core/stores/stage.ts';
import type { LayoutName } from '../../core/wire/signal/shapes.ts';
import { MufElement } from '../base.ts';
import { buttons, switches } from '../controls/styles.ts';
import { define } from '../define.ts';
import '../locales/english.ts';
import { layoutSketch } from './layout-sketch.ts';
import { choiceIn, layoutIn } from './layouts.ts';
import { layoutChoiceStyles } from './muf-layout-choice.css.ts';
import { shared } from './shared.css.ts';

const names: readonly LayoutName[] = ['auto', 'immersive', 'theatre', 'grid', 'spotlight'];

/**
 * How the room looks: for oneself, or, if the original host says so, for everyone.
 *
 * @element muf-layout-choice
 * @fires {CustomEvent<MufRequest>} muf-request - `LAYOUT_CHOOSE` and `TILE_SPOTLIGHT` for oneself, `LAYOUT_DIRECT` for everyone.
 * @csspart layouts - The layouts.
 * @csspart layout - One of them.
 * @csspart people - Who can be in the spotlight.
 * @csspart person - One of them.
 * @csspart everyone - The switch of the original host.
 * @csspart follow - The way back to the host's choice.
 */
export class MufLayoutChoice extends MufElement {
  static override styles = [shared, buttons, switches, layoutChoiceStyles];

  readonly #layout = this.watch(layoutIn, 'auto');
  readonly #choice = this.watch(choiceIn, null);
  readonly #room = this.watch((room) => room.manager.stores.session.$room, null);
  readonly #self = this.watch((room) => room.manager.stores.session.$self, null);
  readonly #tiles = this.watch((room) => room.manager.stores.stage.$tiles, []);

  /** What the host has chosen for everyone. `auto` leaves it to each. */
  get #direction() {
    const { direction } = this.#room.value ?? {};
    return direction?.layout === 'auto' ? undefined : direction;
  }

  get #directs(): boolean {
    return this.#self.value?.isOriginalHost === true;
  }

  override render(): TemplateResult {
    return html`
      <fieldset><legend>${this.t('layout.title')}</legend>
        <div part="layouts" class="layouts">${names.map((name) => this.#option(name))}</div>
      </fieldset>
      ${this.#layout.value === 'spotlight' && this.#cameras.length > 1 ? this.#people() : nothing}
      ${this.#directs ? this.#everyone() : this.#hosts()}
    `;
  }

  #option(name: LayoutName): TemplateResult {
    return html`<label part="layout" class="layout"><input type="radio" name="layout" value=${name} .checked=${live(this.#layout.value === name)} @change=${() => this.#take(name)}>
      ${layoutSketch(name)}<span>${this.t(`layout.${name}`)}</span></label>`;
  }

  get #cameras(): readonly Tile[] {
    return this.#tiles.value.filter(({ source }) => source === 'camera');
  }

  #people(): TemplateResult {
    const forAll = this.#directs && this.#direction !== undefined;
    const mine = this.#tiles.value.find(({ key }) => key === this.#choice.value?.tile)?.peerId;
    const chosen = mine ?? this.#direction?.peerId;
    const put = (tile: Tile | undefined): void => {
      if (forAll) this.request({ type: 'LAYOUT_DIRECT', layout: 'spotlight', ...(tile ? { peerId: tile.peerId } : {}) });
      else if (tile) this.request({ type: 'TILE_SPOTLIGHT', tile: tile.key });
      else this.request({ type: 'LAYOUT_CHOOSE', layout: 'spotlight' });
    };
    const person = (label: string, tile?: Tile): TemplateResult =>
      html`<label part="person" class="person"><input type="radio" name="person" .checked=${live(chosen === tile?.peerId)} @change=${() => put(tile)}><span class="ellipsis" title=${label}>${label}</span></label>`;
    return html`<fieldset><legend>${this.t('layout.who')}</legend><div part="people" class="people">
      ${forAll || !this.#direction?.peerId ? person(this.t('layout.speaker')) : nothing}
      ${this.#cameras.map((tile) => person(tile.displayName || this.t('stage.someone'), tile))}
    </div></fieldset>`;
  }

  #everyone(): TemplateResult {
    const on = this.#direction !== undefined && this.#choice.value?.layout == null;
    const idle = !on && this.#layout.value === 'auto';
    const turn = (): void => this.request({ type: 'LAYOUT_DIRECT', layout: on ? 'auto' : this.#layout.value });
    // Not `disabled`: it turns idle under the focus of whoever has just used it, and a browser then swallows their next key.
    const refuse = (event: Event): void => void (idle && event.preventDefault());
    return html`<label part="everyone" class="switch"><span>${this.t('layout.everyone')}<small id="everyone-hint">${this.t('layout.everyoneHint')}</small></span>
      <input type="checkbox" role="switch" aria-label=${this.t('layout.everyone')} aria-describedby="everyone-hint" aria-disabled=${idle ? 'true' : nothing} .checked=${live(on)} @click=${refuse} @change=${turn}></label>`;
  }

  #hosts(): TemplateResult | typeof nothing {
    if (!this.#direction) return nothing;
    const own = this.#choice.value !== null && (this.#choice.value.layout !== null || this.#choice.value.tile !== null);
    if (!own) return html`<p class="hint">${this.t('layout.byHost')}</p>`;
    return html`<button part="follow" class="button" type="button" @click=${() => this.request({ type: 'LAYOUT_CHOOSE', layout: null })}>${this.t('layout.follow')}</button>`;
  }

  #take(layout: LayoutName): void {
    const forAll = this.#directs && this.#direction !== undefined && this.#choice.value?.layout == null;
    this.request(forAll ? { type: 'LAYOUT_DIRECT', layout } : { type: 'LAYOUT_CHOOSE', layout });
  }
}

define('muf-layout-choice', MufLayoutChoice);
declare global { interface HTMLElementTagNameMap { 'muf-layout-choice': MufLayoutChoice } }
