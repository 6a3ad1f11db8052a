/** Everything below `root` that can be pressed or filled in and is drawn, through every shadow root. */
export function targetsIn(root: Element | ShadowRoot): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
    ...(element.matches('button, a[href], input, select, textarea, summary, [role=button]') && isThere(element) ? [element] : []),
    ...(element.shadowRoot ? targetsIn(element.shadowRoot) : []),
  ]);
}

function isThere(element: HTMLElement): boolean {
  // What comes only under a pointer, such as the options of a line, is not there without one.
  if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled') || getComputedStyle(element).pointerEvents === 'none') return false;
  for (let at: Element | null = element; at; at = parentOf(at)) if ((at as HTMLElement).inert) return false;
  return true;
}

export const parentOf = (element: Element): Element | null => element.assignedSlot ?? element.parentElement ?? ((element.getRootNode() as Partial<ShadowRoot>).host ?? null);

/** What a finger can hit: a box inside its label is as large as that. */
export const boxOf = (element: HTMLElement): DOMRect => (element.closest('label') ?? element).getBoundingClientRect();

/** What it is called, for whoever reads the failure. */
export const nameOf = (element: HTMLElement): string => {
  const host = (element.getRootNode() as Partial<ShadowRoot>).host?.localName ?? 'page';
  return `${host} > ${element.localName}${element.className && typeof element.className === 'string' ? `.${element.className.trim().replace(/\s+/g, '.')}` : ''} “${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 24)}”`;
};

/** The element a press at this point lands on. */
function hitAt(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  for (let inner = hit?.shadowRoot?.elementFromPoint(x, y); inner && inner !== hit; inner = hit?.shadowRoot?.elementFromPoint(x, y)) hit = inner;
  return hit;
}

const parts = [0.5, 0.2, 0.8] as const;

/** Whether a press on it lands, scrolled to if need be: neither clipped away nor covered. */
export function isReachable(element: HTMLElement): boolean {
  const target = element.closest('label') ?? element;
  target.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = target.getBoundingClientRect();
  return parts.some((across) => parts.some((down) => {
    let hit: Element | null = hitAt(left + width * across, top + height * down);
    while (hit && hit !== target && hit !== element) hit = parentOf(hit);
    return hit !== null;
  }));
}

/** In CSS px; the browser rounds what it lays out. */
const least = (element: HTMLElement): number => (isInLine(element) ? 24 : 44) - 0.5;
/** One stands in every line of the chat: larger ones would lie over each other (WCAG 2.2 §2.5.8). */
const isInLine = (element: HTMLElement): boolean => element.matches('.line .options');
export const isSmall = (element: HTMLElement): boolean => Math.min(boxOf(element).width, boxOf(element).height) < least(element);
export const say = (element: HTMLElement): string => `${nameOf(element)} ${Math.round(boxOf(element).width)} × ${Math.round(boxOf(element).height)}`;
