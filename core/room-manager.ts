import type { Command } from './command.ts';
import type { LiveEventName, LiveEvents } from './live-event.ts';
import type { LiveState } from './machine.ts';
import type { MediaWishes } from './media/constraints.ts';
import type { SlotPort } from './slot-port.ts';
import type { ReadonlyStores } from './stores.ts';

/** What elements need of a manager: state to show and a place to send commands. `MufLiveManager` is one; so is a scenario. */
export interface RoomManager {
  readonly stores: ReadonlyStores;
  readonly state: LiveState;
  /** Runs a command; rejects with a `LiveError`. */
  request(command: Command): Promise<unknown>;
  on<Name extends LiveEventName>(name: Name, handler: (payload: LiveEvents[Name]) => void): () => void;
  emit<Name extends LiveEventName>(name: Name, payload: LiveEvents[Name]): void;
  /** Fetches what a start needs ahead of it. */
  prefetchMedia?(): Promise<void>;
  /** What to capture with, and how to begin, where the application says nothing. */
  suggestMedia?(wishes: MediaWishes): void;
  attachSlots(port: SlotPort): () => void;
  close(): Promise<void>;
}
