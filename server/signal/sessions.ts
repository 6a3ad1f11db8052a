import { createHash } from 'node:crypto';
import type { Ids } from '../ids.ts';
import type { Rooms as RoomStore, SessionRecord } from '../store/ports.ts';

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A place in a room that a resume token leads back to. */
export interface Place {
  readonly session: Omit<SessionRecord, 'tokenHash'>;
}

/**
 * Resume tokens: random, named after their node, kept as SHA-256 only, new on every join. The one before stays good
 * until the page has used the new one, for a `Welcome` may be lost with its socket.
 */
export class Sessions<P extends Place> {
  readonly #store: Pick<RoomStore, 'putSession' | 'deleteSession'>;
  readonly #ids: Pick<Ids, 'secret'>;
  readonly #node: string;
  readonly #places = new Map<string, P>();
  readonly #over = new WeakSet<P>();
  readonly #hashes = new Map<P, { current: string; former: string | undefined }>();

  constructor({ store, ids, node }: { store: Pick<RoomStore, 'putSession' | 'deleteSession'>; ids: Pick<Ids, 'secret'>; node: string }) {
    this.#store = store;
    this.#ids = ids;
    this.#node = node;
  }

  find(token: string): P | undefined {
    return this.#places.get(hashOf(token));
  }

  /** Makes a new token for this place and remembers it durably. */
  async issue(place: P): Promise<string> {
    const token = `${this.#node}.${this.#ids.secret()}`;
    const tokenHash = hashOf(token);
    this.#remember(place, tokenHash);
    if (!this.#over.has(place)) await this.#store.putSession({ ...place.session, tokenHash });
    return token;
  }

  /** Writes down what has changed about a place. */
  async save(place: P): Promise<void> {
    const tokenHash = this.#hashes.get(place)?.current;
    if (tokenHash !== undefined && !this.#over.has(place)) await this.#store.putSession({ ...place.session, tokenHash });
  }

  /** Takes over a place that was stored before a restart. */
  adopt(place: P, tokenHash: string): void {
    this.#remember(place, tokenHash);
  }

  /** The page has shown that it holds the newest token. */
  confirm(place: P): void {
    const hashes = this.#hashes.get(place);
    if (hashes?.former === undefined) return;
    this.#places.delete(hashes.former);
    hashes.former = undefined;
  }

  /** Another page has taken the place over: the former one's tokens are void. */
  revoke(place: P): void {
    const hashes = this.#hashes.get(place);
    this.#hashes.delete(place);
    for (const hash of [hashes?.current, hashes?.former]) if (hash !== undefined) this.#places.delete(hash);
  }

  /** Its room has ended: the token still leads to the last words said there, but no other process, and no next run, finds the place. */
  async retire(place: P): Promise<void> {
    this.#over.add(place);
    await this.#store.deleteSession(place.session.roomId, place.session.peerId);
  }

  async forget(place: P): Promise<void> {
    if (!this.#hashes.has(place)) return;
    this.revoke(place);
    if (!this.#over.has(place)) await this.#store.deleteSession(place.session.roomId, place.session.peerId);
  }

  #remember(place: P, tokenHash: string): void {
    const before = this.#hashes.get(place);
    if (before?.former !== undefined) this.#places.delete(before.former);
    this.#hashes.set(place, { current: tokenHash, former: before?.current });
    this.#places.set(tokenHash, place);
  }
}
