import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { MufElement } from '../base.ts';
import { define } from '../define.ts';
import { hasStop, hushFocus, moveFocus, rescueFocus } from '../focus.ts';
import '../locales/english.ts';
import { icon } from '../icons/icon.ts';
import { shared } from '../layout/shared.css.ts';
import type { SheetName } from '../view-store.ts';
import { sheetStyles } from './muf-sheet.css.ts';
import { besideOpener, frameOf } from './place.ts';
import { deepFocus, roomOf } from './room-of.ts';
import { Swipe } from './swipe.ts';

/**
 * A sheet: from the bottom edge on a phone, a panel beside its button on a desktop, always within its room. A swipe
 * down, Escape or a tap outside closes it; what is behind it is out of reach meanwhile, and the focus goes back to its opener.
 *
 * @element muf-sheet
 * @attr {string} name - With it, the sheet is open while the room's view says so.
 * @attr {boolean} open - Whether it is open.
 * @attr {string} heading - Its title.
 * @attr {boolean} alert - A question that wants an answer: in the middle, with neither grabber nor close button.
 * @attr {boolean} flush - No padding around the content.
 * @slot - The content. `autofocus` on a slotted element gives it the focus.
 * @fires {CustomEvent<MufRequest>} muf-request - `SHEET_CLOSE`.
 * @csspart sheet - The sheet.
 * @csspart header - Its head; the finger drags it here.
 * @csspart heading - The title.
 * @csspart close - The close button.
 * @csspart body - Around the content; it scrolls.
 */
export class MufSheet extends MufElement {
  static override properties = { name: {}, open: { type: Boolean, reflect: true }, heading: {}, alert: { type: Boolean }, flush: { type: Boolean, reflect: true } };
  static override styles = [shared, sheetStyles];

  declare name: SheetName | undefined;
  declare open: boolean;
  declare heading: string;
  declare alert: boolean;
  declare flush: boolean;
  readonly #layout = this.watch((room) => room.view.$layout, 'compact');
  readonly #current = this.watch((room) => room.view.$sheet, null);
  #swipe: Swipe | undefined;
  #opener: HTMLElement | null = null;
  #following: AbortController | undefined;
  /** As we left it; a browser may have closed it since. */
  #shown = false;

  constructor() {
    super();
    this.open = false;
    this.heading = '';
    this.alert = false;
    this.flush = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following?.abort();
    this.#shown = false;
    this.#dialog?.close();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null;
  }

  override willUpdate(): void {
    if (this.name && this.room) this.open = this.#current.value === this.name;
  }

  override render(): TemplateResult {
    return html`
      <dialog part="sheet" class=${`${this.#layout.value} ${this.alert ? 'alert' : ''}`} role=${this.alert ? 'alertdialog' : nothing} aria-labelledby="heading" aria-describedby=${this.alert ? 'body' : nothing}
        @cancel=${this.#cancel} @close=${this.#closed} @click=${this.#outside}>
        <div class="header" part="header" @pointerdown=${this.#down} @pointermove=${(event: PointerEvent) => this.#swipe?.move(event)}
          @pointerup=${(event: PointerEvent) => this.#swipe?.up(event)} @pointercancel=${() => this.#swipe?.cancel()}>
          <span class="grabber" aria-hidden="true"></span>
          <h2 id="heading" part="heading">${this.heading}</h2>
          <button class="close" part="close" type="button" aria-label=${this.t('sheet.close')} title=${this.t('sheet.close')} @click=${this.#ask}>${icon('close')}</button>
        </div>
        <div class="body" id="body" part="body">${this.content()}</div>
      </dialog>
    `;
  }

  /** What stands in it; the page's or the caller's own content unless a sheet of its own kind says otherwise. */
  protected content(): TemplateResult | typeof nothing {
    return html`<slot></slot>`;
  }

  override updated(_changed: PropertyValues): void {
    const dialog = this.#dialog;
    if (!dialog || !this.isConnected || this.#shown === this.open) return;
    if (this.open) this.#show(dialog);
    else this.#hide(dialog);
  }

  #show(dialog: HTMLDialogElement): void {
    this.#opener = deepFocus();
    this.#following?.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;
    const place = (): void => this.#place(dialog);
    this.#shown = true;
    this.#frame(dialog);
    dialog.showModal();
    place();
    (this.querySelector<HTMLElement>('[autofocus]') ?? dialog.querySelector<HTMLElement>('[autofocus]'))?.focus();
    const focused = deepFocus();
    if (focused) hushFocus(focused);
    addEventListener('resize', place, { signal });
    addEventListener('scroll', place, { signal, capture: true, passive: true });
    const observer = new ResizeObserver(place);
    observer.observe(roomOf(this) ?? document.documentElement);
    observer.observe(dialog);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  #hide(dialog: HTMLDialogElement): void {
    this.#shown = false;
    this.#following?.abort();
    dialog.close();
    const opener = this.#opener;
    // The opener may be drawn again only now that the sheet is gone.
    requestAnimationFrame(() => {
      if (!this.open && opener?.isConnected && (deepFocus() ?? opener) !== opener) return;
      if (this.open) return;
      if (opener) moveFocus(opener);
      // It may be gone by now, with what it stood on.
      if (!deepFocus()) rescueFocus(roomOf(this) ?? this);
    });
  }

  #frame(dialog: HTMLDialogElement): ReturnType<typeof frameOf> {
    const frame = frameOf(roomOf(this)?.getBoundingClientRect() ?? null, { width: innerWidth, height: innerHeight });
    const values = { left: frame.left, top: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top, bottom: innerHeight - frame.bottom };
    for (const [side, value] of Object.entries(values)) dialog.style.setProperty(`--frame-${side}`, `${value}px`);
    return frame;
  }

  #place(dialog: HTMLDialogElement): void {
    const frame = this.#frame(dialog);
    const opener = this.#opener?.isConnected ? this.#opener.getBoundingClientRect() : null;
    const { left, top } = besideOpener(frame, { width: dialog.offsetWidth, height: dialog.offsetHeight }, opener);
    dialog.style.setProperty('--panel-left', `${left}px`);
    dialog.style.setProperty('--panel-top', `${top}px`);
    this.#makeReadable(dialog);
  }

  /** What is longer than the sheet and has nothing in it to go to is scrolled by its keys: it has to take the focus itself, which not every browser lets it do unasked. */
  #makeReadable(dialog: HTMLDialogElement): void {
    const body = dialog.querySelector<HTMLElement>('.body');
    if (!body) return;
    const isText = body.scrollHeight > body.clientHeight && !hasStop(body) && !hasStop(this);
    for (const [name, value] of [['tabindex', '0'], ['role', 'region'], ['aria-labelledby', 'heading']] as const) {
      if (isText) body.setAttribute(name, value);
      else body.removeAttribute(name);
    }
  }

  #down(event: PointerEvent): void {
    const dialog = this.#dialog;
    if (!dialog || this.alert || this.#layout.value === 'wide') return;
    this.#swipe ??= new Swipe(dialog, () => this.#ask());
    this.#swipe.down(event);
  }

  #outside(event: MouseEvent): void {
    if (event.target === this.#dialog && !this.alert) this.#ask();
  }

  #cancel(event: Event): void {
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    this.#ask();
  }

  /** The browser tells of every closing, and late: what we have closed ourselves may be open anew by then. What it has closed unasked, for a second Escape, the room has to hear of. */
  #closed(event: Event): void {
    const dialog = this.#dialog;
    if (event.target === dialog && this.#shown && !dialog?.open) this.#ask();
  }

  #ask(): void {
    this.request({ type: 'SHEET_CLOSE' });
    if (!this.room || !this.name) this.open = false;
  }
}

define('muf-sheet', MufSheet);
declare global { interface HTMLElementTagNameMap { 'muf-sheet': MufSheet } }
