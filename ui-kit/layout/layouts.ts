import { computed, type ReadableAtom } from 'nanostores';
import type { LayoutName } from '../../core/wire/signal/shapes.ts';
import { mayInvite } from '../cohost/standing.ts';
import type { RoomContext } from '../context.ts';

/** What the `layout` attribute takes; `compact` and `wide` are older names. */
const known = {
  auto: 'auto', immersive: 'immersive', theatre: 'theatre', grid: 'grid', spotlight: 'spotlight', compact: 'immersive', wide: 'theatre',
} as const satisfies Record<string, LayoutName>;
export type LayoutAttribute = keyof typeof known;

/** What someone has chosen for themselves: it holds until the host chooses for everyone anew. */
export interface LayoutChoice {
  /** `null`: as everyone has it. */
  readonly layout: LayoutName | null;
  /** The tile that is large for me alone. */
  readonly tile: string | null;
  /** Of the host's choice that was known then (server time, ms); 0 when there was none. */
  readonly directedAt: number;
}

/** The layout of this name; `auto` for one that is none, which is said on the console. */
export function layoutOf(value: string | null): LayoutName {
  if (!value) return 'auto';
  if (Object.hasOwn(known, value)) return known[value as LayoutAttribute];
  void import('./unknown-layout.ts').then(({ warnOfLayout }) => warnOfLayout(value, Object.keys(known)), () => {});
  return 'auto';
}

/** My own choice, while it holds. */
export const choiceIn = ({ manager, view }: RoomContext): ReadableAtom<LayoutChoice | null> => computed(
  [manager.stores.session.$room, view.$choice],
  (room, choice) => (choice && choice.directedAt >= (room?.direction?.directedAt ?? 0) ? choice : null),
);

/** How the room looks: as I have chosen, else as the host has for everyone, else as the page asks. */
export const layoutIn = (context: RoomContext): ReadableAtom<LayoutName> => computed(
  [choiceIn(context), context.manager.stores.session.$room, context.view.$asked],
  (choice, room, asked) => {
    const directed = room?.direction?.layout;
    return choice?.layout ?? (directed && directed !== 'auto' ? directed : asked);
  },
);

/** Whether the tiles of a standing, compact room end where the chat begins: it then has less room. */
export const crowdedIn = (context: RoomContext): ReadableAtom<boolean> => computed(
  [context.manager.stores.stage.$tiles, layoutIn(context)],
  (tiles, layout) => tiles.length > 1 && (layout === 'grid' || tiles.some(({ source }) => source === 'screen') || (layout === 'auto' && tiles.length > 2)),
);

/** How many controls a phone shows me: what is rarely needed waits behind one of them. */
export const controlsIn = ({ manager: { stores: { session } }, view }: RoomContext): ReadableAtom<number> => computed(
  [session.$self, session.$room, view.$captions],
  (me, room, captions) => {
    if (me?.role === 'host') return 4 + Number(mayInvite(me)) + Number(!me.isOriginalHost);
    return 2 + Number(!!room?.acceptInvitations && !!me?.caps.includes('cohost:request')) + Number(captions !== 'none');
  },
);

/** Changes part of my own choice. */
export function choose({ manager, view }: RoomContext, change: Partial<Pick<LayoutChoice, 'layout' | 'tile'>>): void {
  const directedAt = manager.stores.session.$room.get()?.direction?.directedAt ?? 0;
  const before = view.$choice.get();
  const kept = before && before.directedAt >= directedAt ? before : { layout: null, tile: null };
  view.$choice.set({ ...kept, ...change, directedAt });
}
