import type { RoomDirectory } from '../nodes/nodes.ts';
import type { Logger } from '../observe/logger.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord, Rooms as RoomStore } from '../store/ports.ts';
import type { Room } from './room.ts';
import { movedTo } from './moved.ts';
import { Turns } from './turns.ts';

export interface HeldRoomsOptions {
  readonly store: Pick<RoomStore, 'get' | 'claim' | 'release' | 'onLost'>;
  /** This process's name. */
  readonly node: string;
  readonly directory: Pick<RoomDirectory, 'urlOf'>;
  readonly logger: Logger;
  readonly counted: (rooms: number) => void;
}

/** The rooms that this node holds. No other holds them meanwhile. */
export class HeldRooms {
  readonly #store: HeldRoomsOptions['store'];
  readonly #node: string;
  readonly #directory: HeldRoomsOptions['directory'];
  readonly #logger: Logger;
  readonly #counted: (rooms: number) => void;
  readonly #rooms = new Map<string, Room>();
  /** Ended, and waiting for their last words to be read. */
  readonly #lingering = new Set<Room>();
  readonly #turns = new Turns();
  #isClosed = false;

  constructor({ store, node, directory, logger, counted }: HeldRoomsOptions) {
    this.#store = store;
    this.#node = node;
    this.#directory = directory;
    this.#logger = logger;
    this.#counted = counted;
  }

  get(roomId: string): Room | undefined {
    return this.#rooms.get(roomId);
  }

  has(roomId: string): boolean {
    return this.#rooms.has(roomId) || [...this.#lingering].some((room) => room.roomId === roomId);
  }

  /** Those that have not ended. */
  all(): Room[] {
    return [...this.#rooms.values()];
  }

  /** Calls back when another node has taken a room from this one, which was cut off for too long. */
  onLost(handler: (room: Room) => void): void {
    this.#store.onLost((roomId) => {
      const room = this.#rooms.get(roomId);
      if (!room) return;
      this.#logger.warn({ roomId }, 'another node has taken the room');
      this.#rooms.delete(roomId);
      this.#counted(this.#rooms.size);
      handler(room);
    });
  }

  /** The room, brought in by `work` if it is not here. Throws `Moved`, or `busy`, while another node holds it. */
  open<Result extends Room | undefined>(roomId: string, work: (record: RoomRecord | undefined) => Promise<Result>): Promise<Room | Result> {
    return this.#turns.run(roomId, async () => {
      const holder = await this.#store.claim(roomId);
      if (holder !== this.#node) throw movedTo(this.#directory.urlOf(holder));
      try {
        return this.#rooms.get(roomId) ?? (await work(await this.#store.get(roomId)));
      } finally {
        await this.#letGo(roomId);
      }
    });
  }

  /** To be called while the room is being opened. */
  add(room: Room): Room {
    if (this.#isClosed) throw new SignalError('draining');
    this.#rooms.set(room.roomId, room);
    this.#counted(this.#rooms.size);
    return room;
  }

  /** The room has ended, and then, or without that, is done with. */
  closed(room: Room): void {
    if (this.#rooms.get(room.roomId) === room) this.#rooms.delete(room.roomId);
    if (room.ended && !this.#lingering.delete(room)) this.#lingering.add(room);
    else void this.#letGo(room.roomId);
    this.#counted(this.#rooms.size);
  }

  /** Leaves all rooms as they are stored, for the next process. */
  close(): void {
    this.#isClosed = true;
    for (const room of [...this.#rooms.values(), ...this.#lingering]) room.suspend();
    this.#rooms.clear();
    this.#lingering.clear();
  }

  async #letGo(roomId: string): Promise<void> {
    if (this.#isClosed || this.has(roomId)) return;
    await this.#store.release(roomId).catch((err: unknown) => this.#logger.error({ err, roomId }, 'room could not be released'));
  }
}
