import type { RoomContext } from '../context.ts';
import type { Arrival } from './timeline.ts';

const kept = 50;
/** People of one audience that moves are told of within this time, in ms. */
const togetherMs = 500;

/** Who came and who went while the chat was on screen, newest last. */
export class Passings {
  readonly #changed: () => void;
  #list: readonly Arrival[] = [];
  #offs: readonly (() => void)[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get list(): readonly Arrival[] {
    return this.#list;
  }

  listen({ manager }: RoomContext): void {
    this.close();
    const { audience, session } = manager.stores;
    const now = (): number => Date.now() + session.$clockOffset.get();
    this.#offs = [
      manager.on('PEER_JOINED', ({ peerId, displayName }) => {
        // Who comes with a whole audience is no news beside that.
        if (now() - (audience.$changes.get().at(-1)?.at ?? 0) >= togetherMs) this.#add({ id: peerId, name: displayName, at: now() });
      }),
      manager.on('PEER_LEFT', ({ peerId, displayName, role, reason }) => {
        // Viewers come and go; whoever was on stage is missed.
        if (role !== 'viewer' && reason && reason !== 'moved') this.#add({ id: peerId, name: displayName, at: now(), went: reason });
      }),
    ];
  }

  forget(): void {
    this.#list = [];
  }

  close(): void {
    for (const off of this.#offs) off();
    this.#offs = [];
  }

  #add(passing: Arrival): void {
    this.#list = [...this.#list, passing].slice(-kept);
    this.#changed();
  }
}
