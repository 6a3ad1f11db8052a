import type { Role } from './wire/signal/claims.ts';

/**
 * The seam between the headless core and whoever shows slots: `slots/` implements it, `<muf-live-room>`
 * attaches it, and the manager's `fillSlot` and friends delegate to it.
 */
export interface SlotPort {
  fill(name: string, content: SlotContent): boolean;
  clear(name: string): void;
  mountOf(name: string): HTMLElement | null;
  /** Makes a page's own element the mount. */
  register(name: string, element: HTMLElement): void;
  /** Registers every `[data-slot="name"]` under `root`. */
  autoRegister(root?: ParentNode): void;
  /** The live mounts, for late subscribers to `SLOT_RENDER`. */
  mounts(): Iterable<readonly [SlotName, HTMLElement, SlotContext]>;
}

/** Kept open here so that the headless core needs no list; `slots/names.ts` holds the frozen 17. */
export type SlotName = `${'header' | 'viewport' | 'actionBar' | 'sheet' | 'endScreen'}.${string}` | `setup.${string}`;

/** What a filler is told about the room; frozen, and free of engine objects. */
export interface SlotContext {
  readonly roomId: string | null;
  readonly role: Role | null;
  readonly myPeerId: string | null;
  readonly myIdentity: { readonly displayName?: string; readonly avatarUrl?: string };
  readonly isLive: boolean;
  readonly durationSec: number;
  readonly viewerCount: number;
  readonly broadcasters: readonly { readonly peerId: string; readonly displayName?: string; readonly avatarUrl?: string; readonly isOriginalHost: boolean }[];
  readonly targetPeerId?: string;
}

/** A string is HTML and is sanitised; a node is trusted and moved as it is; a function runs again when its context changes. */
export type SlotContent = string | Node | readonly SlotContent[] | ((ctx: SlotContext) => SlotContent | null | undefined);
