import { createContext } from '@lit/context';
import type { ReadableAtom } from 'nanostores';
import type { RoomManager } from '../core/room-manager.ts';
import type { BroadcasterInfo } from '../core/wire/signal/shapes.ts';
import { createLocaleStore, type LocaleStore } from './localize.ts';
import { createLastHost } from './room/last-host.ts';
import { createViewStore, type ViewStore } from './view-store.ts';

/** What every element of one room shares: the manager's data, the view's own state and the language. */
export interface RoomContext {
  readonly manager: RoomManager;
  readonly view: ViewStore;
  readonly locale: LocaleStore;
  /** Whose room it is. */
  readonly $host: ReadableAtom<BroadcasterInfo | null>;
}

export const roomContext = createContext<RoomContext>(Symbol('muf-room'));

export function createRoomContext(manager: RoomManager): RoomContext {
  return { manager, view: createViewStore(), locale: createLocaleStore(), $host: createLastHost(manager.stores) };
}
