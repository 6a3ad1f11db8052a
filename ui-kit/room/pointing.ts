const mark = 'data-pointed';

/** Notes on a room whether people last used a pointer or a key, anywhere on the page. The returned function ends it. */
export function notePointing(host: Element): () => void {
  const control = new AbortController();
  for (const type of ['pointerdown', 'keydown'] as const) {
    addEventListener(type, () => host.toggleAttribute(mark, type === 'pointerdown'), { capture: true, passive: true, signal: control.signal });
  }
  return () => control.abort();
}

export const isPointedAt = (room: Element | null): boolean => room?.hasAttribute(mark) ?? false;
