import type { Emitter } from '../core/emitter.ts';
import type { SlotContent, SlotContext, SlotPort } from '../core/slot-port.ts';
import type { Sanitise } from './content.ts';
import type { PlaceName, SlotName } from './names.ts';
import type { Filler } from './place.ts';

export interface SlotRegistryOptions {
  /** The room whose light DOM holds the mounts. Without one, only registered elements are mounts. */
  readonly host?: HTMLElement;
  readonly emit: Emitter['emit'];
  /** Hears of a filler's error as well, beside the `ERROR` event. */
  readonly onError?: (slot: PlaceName, cause: unknown) => void;
  /** Content for places that nobody fills. */
  readonly defaults?: SlotContents;
  /** Default: `Element.setHTML` where there is one, else DOMPurify, loaded now. */
  readonly sanitise?: Sanitise | Promise<Sanitise>;
  /** Milliseconds from any start. Default: `performance.now`. */
  readonly now?: () => number;
}

export type SlotContents = Readonly<Partial<Record<SlotName, SlotContent>>>;

export interface SlotUpdate {
  /** The slots whose region is displayed. */
  readonly shown: ReadonlySet<SlotName>;
  readonly ctx: SlotContext;
  /** Slots the preset hides: they have no mount, and fills wait. */
  readonly hidden?: ReadonlySet<SlotName>;
  /** What the preset shows where the page fills nothing. */
  readonly preset?: SlotContents;
}

/** One place as the inspector shows it. */
export interface PlaceState {
  readonly name: PlaceName;
  readonly mounted: boolean;
  readonly filler: Filler | null;
  /** The mount, or the page's own children. */
  readonly elements: readonly Element[];
}

export interface SlotRegistry extends SlotPort {
  /** Makes the mounts what the room now displays; cheap when nothing has changed. */
  update(update: SlotUpdate): void;
  places(): readonly PlaceState[];
  /** Calls `listener` when a place may have changed; the returned function stops it. */
  onChange(listener: () => void): () => void;
  /** Takes all mounts away. Nothing can be filled after it. */
  close(): void;
}
