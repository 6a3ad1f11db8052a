import { computed, type ReadableAtom } from 'nanostores';
import type { Tile } from '../../core/stores/stage.ts';
import type { RoomContext } from '../context.ts';

/** Whether this room is a call between two. */
export const isCall = ({ manager }: RoomContext): ReadableAtom<boolean> => computed(manager.stores.session.$room, (room) => room?.roomType === '1v1');

/** Each sees the other large, and themselves small. */
export const inCallOrder = (tiles: readonly Tile[]): readonly Tile[] => tiles.toSorted((a, b) => Number(a.isSelf) - Number(b.isSelf));

/** Whom I talk to, while they are there. */
export const otherParty = (tiles: readonly Tile[]): Tile | undefined => tiles.find(({ isSelf, source }) => !isSelf && source === 'camera');
