/** A sheet dragged this far, as a share of its height, is let go of. */
const farEnough = 0.3;
/** … or this fast, in px per ms. */
const fastEnough = 0.6;

/** Drags a sheet down by its header: it follows the finger, and either closes or springs back. */
export class Swipe {
  readonly #sheet: HTMLElement;
  readonly #dismiss: () => void;
  #start: { readonly id: number; readonly y: number; readonly at: number } | undefined;

  constructor(sheet: HTMLElement, dismiss: () => void) {
    this.#sheet = sheet;
    this.#dismiss = dismiss;
  }

  down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest('button')) return;
    this.#start = { id: event.pointerId, y: event.clientY, at: event.timeStamp };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#sheet.classList.add('dragged');
  }

  move(event: PointerEvent): void {
    if (event.pointerId === this.#start?.id) this.#sheet.style.translate = `0 ${Math.max(0, event.clientY - this.#start.y)}px`;
  }

  up(event: PointerEvent): void {
    const start = this.#start;
    if (event.pointerId !== start?.id) return;
    const distance = event.clientY - start.y;
    const speed = distance / Math.max(1, event.timeStamp - start.at);
    this.cancel();
    if (distance > this.#sheet.offsetHeight * farEnough || (distance > 24 && speed > fastEnough)) this.#dismiss();
  }

  /** Back to where it stood. */
  cancel(): void {
    this.#start = undefined;
    this.#sheet.classList.remove('dragged');
    this.#sheet.style.removeProperty('translate');
  }
}
