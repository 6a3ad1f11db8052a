import type { Planes } from '../streams/planes.ts';
import { catalogTrack, readCatalog, writeCatalog, type Catalog } from '../wire/moqt/catalog.ts';
import type { LiveObject, SubscriberSession, SubscribeOptions, Subscription } from '../wire/moqt/session-api.ts';

type RelaySession = Awaited<ReturnType<Planes['connect']>>;
interface Told { readonly object: LiveObject; readonly catalog: Catalog }

/** One session with a relay for all tiles of a room: they share its catalog, each seeing only what is its own there. */
class SharedSession {
  readonly relay: RelaySession;
  readonly #listeners = new Set<(told: Told) => void>();
  readonly #released: () => void;
  #catalog: Subscription | undefined;
  #newest: Told | undefined;
  #users = 0;

  constructor(relay: RelaySession, released: () => void) {
    this.relay = relay;
    this.#released = released;
  }

  /** The session as the player of one source sees it. */
  of(source: string): RelaySession {
    this.#users += 1;
    const { session } = this.relay;
    const { promise: left, resolve: leave } = Promise.withResolvers<Awaited<SubscriberSession['closed']>>();
    let open = true;
    const facade: SubscriberSession = {
      draft: session.draft,
      transport: session.transport,
      peer: session.peer,
      subscribe: (track, options) => (track.name === catalogTrack ? this.#readCatalog(source, options) : session.subscribe(track, options)),
      close: (code = 0, reason = '') => {
        if (!open) return;
        open = false;
        leave({ code, reason, remote: false });
        this.#release();
      },
      closed: Promise.race([left, session.closed]),
    };
    return { ...this.relay, session: facade };
  }

  #readCatalog(source: string, options: SubscribeOptions): Subscription {
    const listener = ({ object, catalog }: Told): void => {
      const tracks = catalog.tracks.filter((track) => track.source === source);
      // While there is nothing of theirs, there is nothing to say; that the broadcast is over concerns everyone.
      if (tracks.length > 0 || !catalog.live) options.on.object({ ...object, payload: writeCatalog({ ...catalog, tracks }) });
    };
    this.#listeners.add(listener);
    const subscription = this.#catalog ??= this.#subscribe(options);
    if (this.#newest) queueMicrotask(() => this.#listeners.has(listener) && this.#newest && listener(this.#newest));
    return { ...subscription, accepted: subscription.accepted, done: subscription.done, update: () => {}, unsubscribe: () => void this.#listeners.delete(listener) };
  }

  #subscribe({ on: _, ...options }: SubscribeOptions): Subscription {
    const { session, namespace } = this.relay;
    return session.subscribe({ namespace, name: catalogTrack }, { ...options, on: { object: (object) => this.#learn(object) } });
  }

  #learn(object: LiveObject): void {
    if (object.payload.length === 0 || (this.#newest && object.group < this.#newest.object.group)) return;
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
    this.relay.session.close();
  }
}

/** Lets the players of a room's tiles have one session between them for each address. */
export class RoomSessions {
  readonly #planes: Planes;
  readonly #open = new Map<string, Promise<SharedSession>>();

  constructor(planes: Planes) {
    this.#planes = planes;
  }

  /** For the player of one source. */
  of(source: string): Planes {
    const planes = this.#planes;
    return {
      ...planes,
      connect: async (info, address, signal, fellBack) => {
        const shared = await this.#shared(info, address, fellBack);
        const relay = shared.of(source);
        // Whoever waited has gone meanwhile.
        if (signal.aborted) relay.session.close();
        signal.throwIfAborted();
        return relay;
      },
    };
  }

  #shared(...[info, address, fellBack]: [Parameters<Planes['connect']>[0], Parameters<Planes['connect']>[1], Parameters<Planes['connect']>[3]]): Promise<SharedSession> {
    const key = address.url.href;
    const known = this.#open.get(key);
    if (known) return known;
    const forget = (): void => { if (this.#open.get(key) === opening) this.#open.delete(key); };
    // It belongs to all of them: none of them may call it off.
    const opening = this.#planes.connect(info, address, new AbortController().signal, fellBack).then((relay) => {
      void relay.session.closed.then(forget);
      return new SharedSession(relay, forget);
    });
    opening.catch(forget);
    this.#open.set(key, opening);
    return opening;
  }
}
