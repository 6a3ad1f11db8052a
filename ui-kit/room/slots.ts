import type { RoomManager } from '../../core/room-manager.ts';
import type { SlotContext } from '../../core/slot-port.ts';
import { sameContext } from '../../slots/context.ts';
import { slotNames, type SlotName } from '../../slots/names.ts';
import type { SlotRegistry } from '../../slots/registry-port.ts';
import { createSlotRegistry } from '../../slots/registry.ts';
import type { Phase } from '../phase.ts';
import type { Worn } from '../preset/worn.ts';
import type { SheetName } from '../view-store.ts';

const sheetSlots: Readonly<Partial<Record<SheetName, SlotName>>> = {
  interact: 'sheet.interact',
  effects: 'sheet.effects',
  settings: 'sheet.moreSettings',
  guests: 'sheet.guests',
};

const regions: Readonly<Partial<Record<Phase, readonly string[]>>> = {
  live: ['header.', 'viewport.', 'actionBar.'],
  ended: ['endScreen.'],
};

/** The slots whose region is on screen. */
export function shownSlots(phase: Phase, sheet: SheetName | null): ReadonlySet<SlotName> {
  const shown = new Set<SlotName>(slotNames.filter((name) => regions[phase]?.some((region) => name.startsWith(region))));
  if (phase === 'setup') shown.add('sheet.setup');
  const inSheet = sheet && sheetSlots[sheet];
  if (inSheet) shown.add(inSheet);
  return shown;
}

/** What fillers are told, from the stores. `now` in ms since the epoch, on this page's clock. */
export function contextOf({ stores }: RoomManager, now: number): SlotContext {
  const self = stores.session.$self.get();
  const room = stores.session.$room.get();
  const startedAt = room?.startedAt;
  const lasted = startedAt === undefined ? 0 : (now + stores.session.$clockOffset.get() - startedAt) / 1000;
  return {
    roomId: room?.roomId ?? null,
    role: self?.role ?? null,
    myPeerId: self?.peerId ?? null,
    myIdentity: identityOf(self),
    isLive: stores.session.$isLive.get(),
    durationSec: stores.session.$summary.get()?.durationSec ?? Math.max(0, Math.floor(lasted)),
    viewerCount: stores.audience.$viewerCount.get(),
    broadcasters: stores.peers.$broadcasters.get().map((peer) => ({ peerId: peer.peerId, ...identityOf(peer), isOriginalHost: peer.isOriginalHost })),
  };
}

interface Identity { displayName?: string; avatarUrl?: string }

function identityOf(person: { displayName?: string; avatarUrl?: string | undefined } | null): Identity {
  return { ...(person?.displayName ? { displayName: person.displayName } : {}), ...(person?.avatarUrl ? { avatarUrl: person.avatarUrl } : {}) };
}

/** The registry of one room element: it lives as long as the element, whichever manager is behind it. */
export class RoomSlots {
  readonly registry: SlotRegistry;
  readonly #host: { readonly worn: Worn };
  #manager: RoomManager | undefined;
  #detach: (() => void) | undefined;
  #stops: readonly (() => void)[] = [];
  #shown: ReadonlySet<SlotName> = new Set();
  #ctx: SlotContext | undefined;

  constructor(host: HTMLElement & { readonly worn: Worn }) {
    this.#host = host;
    this.registry = createSlotRegistry({ host, emit: (name, payload) => this.#manager?.emit(name, payload) });
  }

  attach(manager: RoomManager): void {
    this.detach();
    this.#manager = manager;
    this.#detach = manager.attachSlots(this.registry);
    const { session, audience, peers } = manager.stores;
    const refresh = (): void => this.#update();
    this.#stops = [session.$self, session.$room, session.$summary, audience.$viewerCount, peers.$broadcasters].map((store) => store.listen(refresh));
  }

  show(shown: ReadonlySet<SlotName>): void {
    this.#shown = shown;
    this.#update();
  }

  detach(): void {
    if (!this.#manager) return;
    this.show(new Set());
    for (const stop of this.#stops) stop();
    this.#detach?.();
    this.#manager = this.#detach = undefined;
    this.#stops = [];
  }

  /** The passing of time alone is no change: fillers would run every second. */
  #update(): void {
    if (!this.#manager) return;
    const next = contextOf(this.#manager, Date.now());
    const before = this.#ctx;
    this.#ctx = before && sameContext({ ...next, durationSec: 0 }, { ...before, durationSec: 0 }) ? before : next;
    this.registry.update({ shown: this.#shown, ctx: this.#ctx, ...this.#host.worn.slots });
  }
}
