import { isPointedAt } from './room/pointing.ts';
import { deepFocus, roomOf } from './sheets/room-of.ts';

const tabbable = 'a[href], button, input, select, textarea, video[controls], [tabindex]:not([tabindex="-1"])';
/** Where the focus comes home to when what had it is gone: the chat, a card that asks. */
const home = '[data-home]';

const canHaveFocus = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled') && !element.closest('[inert]') && element.checkVisibility({ visibilityProperty: true });

/** The first match that can have the focus, in the order of reading, through shadow roots. */
function seek(root: Element | ShadowRoot, selector: string): HTMLElement | null {
  for (const element of root.children) {
    if (element instanceof HTMLElement && element.matches(selector) && canHaveFocus(element)) return element;
    const found = (element.shadowRoot && seek(element.shadowRoot, selector)) ?? seek(element, selector);
    if (found) return found;
  }
  return null;
}

/** Whether Tab stops anywhere inside, slotted content apart. */
export const hasStop = (root: Element | ShadowRoot): boolean => seek(root, tabbable) !== null;

const within = (element: Element, selector: string): HTMLElement | null => (element.shadowRoot && seek(element.shadowRoot, selector)) ?? seek(element, selector);

/** The open dialog an element is in, through shadow roots. */
function dialogOf(element: Element): HTMLDialogElement | null {
  for (let node: Element | null = element; node;) {
    const dialog: HTMLDialogElement | null = node.closest('dialog');
    if (dialog) return dialog;
    const root: Node = node.getRootNode();
    node = node.assignedSlot ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return null;
}

/** Moves the focus. Browsers show it wherever a script puts it when nothing had it before; who uses a pointer is not to see that. */
export function moveFocus(to: HTMLElement): void {
  hushFocus(to);
  to.focus({ preventScroll: true });
}

/** Does not show the focus on this element to who uses a pointer, until it leaves or a key is pressed. Whoever may write sees where. */
export function hushFocus(on: HTMLElement): void {
  if (!isPointedAt(roomOf(on)) || on.matches('input, textarea')) return;
  on.dataset['quiet'] = '';
  const control = new AbortController();
  const end = (): void => {
    delete on.dataset['quiet'];
    control.abort();
  };
  for (const type of ['blur', 'keydown'] as const) on.addEventListener(type, end, { signal: control.signal });
}

/**
 * Gives the focus a place when `lost`, which had it, is gone, hidden or disabled: beside what had it, else in the dialog that is open, else where the room
 * is at home, else at its first control, else on the room itself. Somebody who does without a mouse is then never back at the top of the page.
 */
export function rescueFocus(from: Element, lost: HTMLElement | null = null): void {
  const elsewhere = deepFocus();
  if ((lost && canHaveFocus(lost)) || (elsewhere && elsewhere !== lost) || !from.isConnected) return;
  const dialog = dialogOf(from) ?? from.shadowRoot?.querySelector('dialog') ?? null;
  // A dialog that closes gives the focus back itself.
  if (dialog && !dialog.open) return;
  const room = roomOf(from) ?? from;
  const place = within(from, home) ?? within(from, tabbable) ?? (dialog && seek(dialog, tabbable)) ?? within(room, home) ?? within(room, tabbable);
  if (place) return moveFocus(place);
  // The next screen is still on its way: from the room itself, Tab leads into it.
  if (room instanceof HTMLElement) {
    room.tabIndex = -1;
    moveFocus(room);
  }
}
