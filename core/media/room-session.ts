import type { StreamAddress } from '../streams/addresses.ts';
import type { Planes } from '../streams/planes.ts';
import type { RelaySession } from '../streams/playback.ts';
import { catalogTrack, readCatalog, writeCatalog, type Catalog } from '../wire/moqt/catalog.ts';
import type { LiveObject, SubscriberSession, SubscribeOptions, Subscription } from '../wire/moqt/session-api.ts';
import type { RelayInfo } from '../wire/streams/relay.ts';

interface Told { readonly object: LiveObject; readonly catalog: Catalog }

/** One session with a relay for all tiles of a room: they share its catalog, each seeing only what is its own there. */
class SharedSession {
  readonly #connecting: Promise<RelaySession>;
  readonly #listeners = new Set<(told: Told) => void>();
  readonly #released: () => void;
  #catalog: Subscription | undefined;
  #newest: Told | undefined;
  /** Players that have it or wait for it: while there is one, none of them can end it for the others. */
  #users = 0;

  constructor(connecting: Promise<RelaySession>, released: () => void) {
    this.#connecting = connecting;
    this.#released = released;
  }

  /** The session as the player of one source sees it; nothing for one that has gone meanwhile, which rejects. */
  async join(source: string, signal: AbortSignal): Promise<RelaySession> {
    this.#users += 1;
    try {
      const relay = await this.#connecting;
      signal.throwIfAborted();
      return this.#of(relay, source);
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  #of(relay: RelaySession, source: string): RelaySession {
    const { session } = relay;
    const { promise: left, resolve: leave } = Promise.withResolvers<Awaited<SubscriberSession['closed']>>();
    let open = true;
    const facade: SubscriberSession = {
      draft: session.draft,
      transport: session.transport,
      peer: session.peer,
      subscribe: (track, options) => (track.name === catalogTrack ? this.#readCatalog(relay, source, options) : session.subscribe(track, options)),
      close: (code = 0, reason = '') => {
        if (!open) return;
        open = false;
        leave({ code, reason, remote: false });
        // Who found it dead is not to be given it again.
        if (code !== 0) this.#released();
        this.#release();
      },
      closed: Promise.race([left, session.closed]),
    };
    return { ...relay, session: facade };
  }

  #readCatalog(relay: RelaySession, source: string, options: SubscribeOptions): Subscription {
    const listener = ({ object, catalog }: Told): void => {
      const tracks = catalog.tracks.filter((track) => track.source === source);
      // While there is nothing of theirs, there is nothing to say; that the broadcast is over concerns everyone.
      if (tracks.length > 0 || !catalog.live) options.on.object({ ...object, payload: writeCatalog({ ...catalog, tracks }) });
    };
    this.#listeners.add(listener);
    const subscription = this.#catalog ??= this.#subscribe(relay, options);
    if (this.#newest) queueMicrotask(() => this.#listeners.has(listener) && this.#newest && listener(this.#newest));
    return { ...subscription, accepted: subscription.accepted, done: subscription.done, update: () => {}, unsubscribe: () => void this.#listeners.delete(listener) };
  }

  #subscribe({ session, namespace }: RelaySession, { on: _, ...options }: SubscribeOptions): Subscription {
    return session.subscribe({ namespace, name: catalogTrack }, { ...options, on: { object: (object) => this.#learn(object) } });
  }

  #learn(object: LiveObject): void {
    if (this.#newest && object.group < this.#newest.object.group) return;
    try {
      this.#newest = { object, catalog: readCatalog(object.payload) };
    } catch {
      // One that cannot be read changes nothing; the next one may.
      return;
    }
    for (const listener of [...this.#listeners]) listener(this.#newest);
  }

  #release(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#released();
    void this.#connecting.then(({ session }) => session.close(), () => {});
  }
}

/** Lets the players of a room's tiles have one session between them for each address. */
export class RoomSessions {
  readonly #planes: Planes;
  readonly #open = new Map<string, SharedSession>();
  #answers = false;

  constructor(planes: Planes) {
    this.#planes = planes;
  }

  /** Whether the relay has said how to reach it, when it was last asked. */
  get answers(): boolean { return this.#answers; }

  /** For the player of one source. */
  of(source: string): Planes {
    return { ...this.#planes, relay: (...asked) => this.#ask(...asked), connect: (info, address, signal, fellBack) => this.#shared(info, address, fellBack).join(source, signal) };
  }

  async #ask(...asked: Parameters<Planes['relay']>): Promise<RelayInfo> {
    this.#answers = false;
    const info = await this.#planes.relay(...asked);
    this.#answers = true;
    return info;
  }

  #shared(info: RelayInfo, address: StreamAddress, fellBack: Parameters<Planes['connect']>[3]): SharedSession {
    const key = address.url.href;
    const known = this.#open.get(key);
    if (known) return known;
    const forget = (): void => { if (this.#open.get(key) === shared) this.#open.delete(key); };
    // It belongs to all of them: none of them may call it off.
    const connecting = this.#planes.connect(info, address, new AbortController().signal, fellBack);
    const shared = new SharedSession(connecting, forget);
    // One that cannot be had is released by those who waited.
    connecting.then(({ session }) => session.closed).then(forget, () => {});
    this.#open.set(key, shared);
    return shared;
  }
}
