/** The room an element is in, through any number of shadow roots; `null` when it stands alone. */
export function roomOf(element: Element): Element | null {
  let node: Element | null = element;
  while (node) {
    const room: Element | null = node.closest('muf-live-room, muf-room-provider');
    if (room) return room;
    const root = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** The element that has the focus, through shadow roots. */
export function deepFocus(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}
