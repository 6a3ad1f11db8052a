import type { Scene } from './scene.ts';

/** An element that stands on its own, and so listens to no room, wears here what the toolbar puts on the room around it. */
export function wearRoom({ room, element }: Pick<Scene, 'room' | 'element'>): void {
  const names = ['theme', 'lang', 'dir'];
  const follow = (): void => {
    for (const name of names) {
      const value = room.getAttribute(name);
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  };
  follow();
  // Both go together, and the observer with them.
  new MutationObserver(follow).observe(room, { attributeFilter: names });
}
