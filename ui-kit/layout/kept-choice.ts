import type { LayoutName } from '../../core/wire/signal/shapes.ts';
import type { RoomContext } from '../context.ts';
import type { LayoutChoice } from './layouts.ts';

const names: ReadonlySet<unknown> = new Set<LayoutName>(['auto', 'immersive', 'theatre', 'grid', 'spotlight']);
const keyOf = (roomId: string): string => `muf:layout:${roomId}`;

/** What was kept of a room's layout; whatever else stands there is nothing. */
export function readChoice(text: string | null): LayoutChoice | null {
  try {
    const { layout, directedAt } = JSON.parse(text ?? '') as { layout?: unknown; directedAt?: unknown };
    return names.has(layout) && typeof directedAt === 'number' ? { layout: layout as LayoutName, tile: null, directedAt } : null;
  } catch {
    return null;
  }
}

/** Storage may be forbidden (private windows, sandboxed frames) or full: then nothing is kept. */
function withVisit<Result>(use: (storage: Storage) => Result): Result | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

/** Keeps the layout someone has chosen for as long as the page's visit lasts, reloads and all. The returned function stops it. */
export function keepChoice({ manager, view }: RoomContext): () => void {
  let roomId: string | undefined;
  const stopRoom = manager.stores.session.$room.subscribe((room) => {
    if (!room || room.roomId === roomId) return;
    const isAnother = roomId !== undefined;
    roomId = room.roomId;
    const kept = readChoice(withVisit((visit) => visit.getItem(keyOf(room.roomId))));
    if (kept || isAnother) view.$choice.set(kept);
  });
  const stopChoice = view.$choice.listen((choice) => {
    if (roomId === undefined) return;
    const key = keyOf(roomId);
    if (choice?.layout) withVisit((visit) => visit.setItem(key, JSON.stringify({ layout: choice.layout, directedAt: choice.directedAt })));
    else withVisit((visit) => visit.removeItem(key));
  });
  return () => {
    stopRoom();
    stopChoice();
  };
}
