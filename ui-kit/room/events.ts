import { LiveEvent, type LiveEventName } from '../../core/live-event.ts';
import type { RoomManager } from '../../core/room-manager.ts';

/** Dispatches every event of the manager on `element`, as `muf:` and its name in lower case. The returned function stops it. */
export function forwardEvents(manager: RoomManager, element: HTMLElement): () => void {
  const names = Object.keys(LiveEvent) as LiveEventName[];
  const offs = names.map((name) => manager.on(name, (detail) => {
    element.dispatchEvent(new CustomEvent(`muf:${name.toLowerCase()}`, { detail, bubbles: true, composed: true }));
  }));
  return () => {
    for (const off of offs) off();
  };
}
