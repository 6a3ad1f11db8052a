import { css, html, type TemplateResult } from 'lit';
import type { Reaction } from '../../core/stores/chat.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
import { shared } from '../layout/shared.css.ts';

/** However loud a crowd applauds, the picture stays in sight. */
const flyingMost = 24;
/** Of one burst; it stands for any number. */
const burstMost = 5;

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Reactions that rise over the picture, drift and fade. Where motion is not wanted, each shows in its place for a moment.
 *
 * @element muf-reactions
 * @csspart reaction - One that flies.
 */
export class MufReactions extends MufElement {
  static override styles = [shared, css`
    :host { position: absolute; inset: 0; overflow: hidden; pointer-events: none; contain: strict }
    .fly { position: absolute; inset-block-end: var(--from, 12%); inset-inline-end: var(--at, 8%); font-size: var(--size, 28px); line-height: 1; opacity: 0; animation: rise var(--for, 2.6s) var(--wait, 0ms) cubic-bezier(0.3, 0.5, 0.5, 1) both, drift 1.3s var(--wait, 0ms) ease-in-out infinite alternate; filter: drop-shadow(0 1px 3px rgb(0 0 0 / 0.35)) }
    @keyframes rise { 0% { opacity: 0; transform: translateY(0) scale(0.4) } 12% { opacity: 1; transform: translateY(-8cqb) scale(1) } 70% { opacity: 0.9 } 100% { opacity: 0; transform: translateY(-48cqb) scale(1.1) } }
    @keyframes drift { from { translate: calc(var(--drift, 10px) * -1) } to { translate: var(--drift, 10px) } }
    /* An animation is what ends each of them: this one moves nothing. */
    @media (prefers-reduced-motion: reduce) { .fly { animation: show 2.4s both !important } }
    @keyframes show { 0%, 80% { opacity: 1 } 100% { opacity: 0 } }
  `];

  #off: (() => void) | undefined;
  #heard: Reaction | undefined;
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen(this.room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#off?.();
    this.#off = undefined;
    this.renderRoot.querySelector('.sky')?.replaceChildren();
  }

  protected override roomChanged(room: RoomContext | undefined): void {
    if (this.isConnected) this.#listen(room);
  }

  override render(): TemplateResult {
    return html`<div class="sky" aria-hidden="true" @animationend=${this.#ended}></div>`;
  }

  #listen(room: RoomContext | undefined): void {
    this.#off?.();
    const $reactions = room?.manager.stores.chat.$reactions;
    // What flew before this was here is over.
    this.#heard = $reactions?.get().at(-1);
    this.#off = $reactions?.listen((reactions) => {
      const news = reactions.slice(reactions.findLastIndex((one) => one === this.#heard) + 1);
      this.#heard = reactions.at(-1);
      for (const reaction of news) this.#fly(reaction);
    });
  }

  #fly({ emoji, count }: Reaction): void {
    const sky = this.renderRoot.querySelector('.sky');
    if (!sky || document.hidden) return;
    const wanted = still() ? 1 : Math.min(count, burstMost);
    for (let index = 0; index < wanted && sky.childElementCount < flyingMost; index++) sky.append(this.#one(emoji, index));
  }

  /** No dice: places follow each other by the golden ratio, which never bunches. */
  #one(emoji: string, index: number): HTMLElement {
    const place = (this.#turn += 0.618) % 1;
    const one = document.createElement('span');
    one.className = 'fly';
    one.part.add('reaction');
    one.textContent = emoji;
    const style = { '--at': `${4 + place * 20}%`, '--drift': `${6 + place * 14}px`, '--size': `${24 + place * 12}px`, '--for': `${2.2 + place * 0.9}s`, '--wait': `${index * 110}ms` };
    for (const [name, value] of Object.entries(style)) one.style.setProperty(name, value);
    return one;
  }

  #ended(event: AnimationEvent): void {
    if (event.animationName === 'rise' || event.animationName === 'show') (event.target as Element).remove();
  }
}

define('muf-reactions', MufReactions);
declare global { interface HTMLElementTagNameMap { 'muf-reactions': MufReactions } }
