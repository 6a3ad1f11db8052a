import { computed, type ReadableAtom } from 'nanostores';
import type { Stores } from '../stores.ts';
import type { MeshSignal } from '../wire/signal/mesh.ts';

export type Path = 'sfu' | 'mesh';
export interface HeardSignal { readonly from: string; readonly signal: MeshSignal }

/** What media that goes from page to page has to know of its room. */
export interface MeshRoom {
  /** Whether this room may use the mesh at all. */
  isMesh(): boolean;
  selfId(): string;
  /** Their socket is cut: no answer does not mean that there is no way. */
  isAway(peerId: string): boolean;
  /** Which way the server wants media to go. */
  readonly $path: ReadableAtom<Path>;
  /** Everyone else on stage. */
  readonly $others: ReadableAtom<readonly string[]>;
  /** Hears what other pages say from here on, and first what nobody was there to hear. */
  listen(heard: (signal: HeardSignal) => void): () => void;
}

/** More than two others can say before the code that listens has been fetched; older ones are asked for again. */
const mostKept = 256;

/** The stores as the mesh sees them, and the letter box that signals come in by. */
export class StoreMeshRoom implements MeshRoom {
  readonly $path: ReadableAtom<Path>;
  readonly $others: ReadableAtom<readonly string[]>;
  readonly #stores: Pick<Stores, 'connection' | 'peers' | 'session'>;
  #kept: HeardSignal[] = [];
  #heard: ((signal: HeardSignal) => void) | undefined;

  constructor(stores: Pick<Stores, 'connection' | 'peers' | 'session'>) {
    this.#stores = stores;
    const { connection, peers, session } = stores;
    this.$path = computed(connection.$connection, ({ path }): Path => (path === 'mesh' ? 'mesh' : 'sfu'));
    let before: readonly string[] = [];
    this.$others = computed([peers.$broadcasters, session.$self], (broadcasters, self) => {
      const others = broadcasters.map(({ peerId }) => peerId).filter((peerId) => peerId !== self?.peerId);
      return (before = others.join(' ') === before.join(' ') ? before : others);
    });
  }

  isMesh(): boolean {
    return this.#stores.session.$room.get()?.mode === 'mesh';
  }

  selfId(): string {
    return this.#stores.session.$self.get()?.peerId ?? '';
  }

  isAway(peerId: string): boolean {
    return this.#stores.peers.$broadcasters.get().some((broadcaster) => broadcaster.peerId === peerId && broadcaster.awayUntil !== undefined);
  }

  deliver(signal: HeardSignal): void {
    if (this.#heard) return this.#heard(signal);
    this.#kept.push(signal);
    if (this.#kept.length > mostKept) this.#kept.shift();
  }

  listen(heard: (signal: HeardSignal) => void): () => void {
    const kept = this.#kept;
    this.#kept = [];
    this.#heard = heard;
    for (const signal of kept) heard(signal);
    return () => {
      if (this.#heard === heard) this.#heard = undefined;
    };
  }
}
