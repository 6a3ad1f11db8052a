import type { BroadcastOptions } from '../../core/command.ts';
import type { SlotUpdate } from '../../slots/registry-port.ts';
import type { RoomContext } from '../context.ts';
import type { JoinAs } from '../phase.ts';

/** What of a preset the room asks for as it goes; theme, layout, density and language are attributes by then. */
export interface Worn {
  readonly slots?: Pick<SlotUpdate, 'hidden' | 'preset'>;
  /** What to be here, where neither the page nor a token says it. */
  readonly joinAs?: JoinAs;
  /** What a room that is made here is to be. */
  readonly newRoom?: Pick<BroadcastOptions, 'preset' | 'maxBroadcasters'>;
  /** Dresses each room that the element enters. */
  enter?(room: RoomContext): void;
}
