/** The control itself, however many elements are around it. */
function controlOf(element: Element): HTMLElement | null {
  if (element.matches('button, a[href], input, select, [tabindex]')) return element as HTMLElement;
  for (const inner of [...(element.shadowRoot?.children ?? []), ...element.children]) {
    const found = controlOf(inner);
    if (found) return found;
  }
  return null;
}

/** What stands in a toolbar and can be seen, slotted controls too. */
function controlsIn(toolbar: Element): readonly Element[] {
  const items = [...toolbar.children].flatMap((child) => (child instanceof HTMLSlotElement ? child.assignedElements({ flatten: true }) : [child]));
  // Not of the item itself: one that is `display: contents` has no box.
  return items.filter((item) => controlOf(item)?.checkVisibility());
}

/**
 * Arrow keys in a toolbar (ARIA Authoring Practices, toolbar): to the control before or after, round and round;
 * Home and End to its ends. In a line, right is where reading goes.
 */
export function moveByArrows(event: KeyboardEvent, toolbar: Element): void {
  const vertical = toolbar.getAttribute('aria-orientation') === 'vertical';
  const [back, on] = vertical ? ['ArrowUp', 'ArrowDown'] : toolbar.matches(':dir(rtl)') ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  const items = controlsIn(toolbar);
  const at = items.findIndex((item) => item.matches(':focus-within'));
  if (at < 0 || event.defaultPrevented) return;
  const steps: Readonly<Record<string, number>> = { [back]: at - 1 + items.length, [on]: at + 1, Home: 0, End: items.length - 1 };
  const target = steps[event.key];
  if (target === undefined) return;
  event.preventDefault();
  controlOf(items[target % items.length]!)?.focus();
}
