import { aliveTrack } from '../../core/wire/moqt/alive-track.ts';
import { resetCodes } from '../../core/wire/moqt/codes.ts';
import { hasPrefix, type Namespace } from '../../core/wire/moqt/names.ts';
import type { FetchRequest, NamespaceWatchRequest, Session, SessionHandlers, SubscribeRequest } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { Broadcast } from './broadcast-port.ts';
import type { Watching } from './broadcast-tally.ts';
import type { BroadcastRegistry } from './broadcasts.ts';
import { sameNamespace } from './namespace-key.ts';
import { pulseOf, type Pulse } from './pulse.ts';
import { SendBudget } from './send-budget.ts';
import { Subscriber } from './subscriber.ts';
import type { Access, Grant } from './viewer-access.ts';

export interface ViewingOptions {
  readonly broadcasts: BroadcastRegistry;
  readonly access: Access;
  readonly clock: Clock;
  readonly session: () => Promise<Session>;
  /** Begins to count a viewer of this namespace. */
  readonly watching: (namespace: Namespace) => Watching;
  /** What may wait for it, in bytes. */
  readonly waitingBytes: number;
}

/** What may wait for one viewer here, in bytes; as much again may be on its way in the transport. */
export const viewerWaitingBytes = 2 * 1024 * 1024;
/** What may wait for another relay, with all that its viewers watch. */
export const relayWaitingBytes = 32 * 1024 * 1024;
/** How long a fetch may take, ms, and how many may be under way. */
const fetchMs = 5000;
const mostFetches = 4;

/** What a viewer asks for on its session, until that is over. */
export class Viewing implements Pick<SessionHandlers, 'subscribe' | 'fetch' | 'subscribeNamespace'> {
  readonly #options: ViewingOptions;
  readonly #budget: SendBudget;
  readonly #watching = new Map<string, Watching>();
  readonly #stops = new Set<() => void>();
  readonly #subscribers = new Set<Subscriber>();
  #pulse: Pulse | undefined;
  #fetches = 0;
  #over = false;

  constructor(options: ViewingOptions) {
    this.#options = options;
    this.#budget = new SendBudget(options.waitingBytes);
    options.session().then((session) => { this.#pulse = pulseOf(session, { slept: () => this.#sleep(), woke: () => this.#wake() }); }, () => {});
  }

  subscribe(request: SubscribeRequest): void {
    const askedAt = this.#options.clock.now();
    void this.#admitted(request, request.track.namespace, async (namespace) => {
      const broadcast = this.#options.broadcasts.find(namespace);
      if (!broadcast || request.track.name === aliveTrack) return request.refuse('DOES_NOT_EXIST', 'Nothing is broadcast here now.');
      const { clock } = this.#options;
      const subscriber: Subscriber = new Subscriber({ request, budget: this.#budget, clock, askedAt, watching: () => this.#count(namespace), isAwake: () => this.#pulse?.isAwake ?? true }, () => void this.#subscribers.delete(subscriber));
      this.#subscribers.add(subscriber);
      await subscriber.read(broadcast);
    });
  }

  fetch(request: FetchRequest): void {
    void this.#admitted(request, request.track.namespace, async (namespace) => {
      const { start, end, track } = request;
      const objects = this.#options.broadcasts.find(namespace)?.cached(track.name, start, end) ?? [];
      const last = objects.at(-1);
      if (!last || this.#fetches >= mostFetches) return request.refuse('INVALID_RANGE', 'None of these objects are kept.');
      const viewer = this.#count(namespace);
      let wanted = true;
      const sender = await request.accept({ end: { group: last.group, object: last.object + 1 }, endOfTrack: false }, { ended: () => { wanted = false; } });
      const cancel = this.#options.clock.after(fetchMs, () => sender.reset(resetCodes.DELIVERY_TIMEOUT));
      this.#fetches += 1;
      try {
        for (const object of objects) {
          if (!wanted) return;
          await sender.write(object);
          viewer.sent(object.payload.length);
        }
        await sender.finish();
      } finally {
        cancel();
        this.#fetches -= 1;
      }
    });
  }

  subscribeNamespace(request: NamespaceWatchRequest): void {
    void this.#admitted(request, undefined, (namespace) => {
      let stop: (() => void) | undefined;
      const ended = (): void => {
        stop?.();
        this.#stops.delete(ended);
      };
      const listener = request.accept({ ended });
      stop = this.#options.broadcasts.watch((broadcast: Broadcast) => {
        const isTheirs = hasPrefix(broadcast.namespace, request.prefix) && (namespace.length === 0 || sameNamespace(broadcast.namespace, namespace));
        if (!isTheirs) return;
        listener.came(broadcast.namespace);
        void broadcast.ended.then(() => { if (this.#stops.has(ended)) listener.went(broadcast.namespace); });
      });
      this.#stops.add(ended);
    });
  }

  close(): void {
    this.#over = true;
    for (const stop of this.#stops) stop();
    for (const viewer of this.#watching.values()) viewer.end();
    this.#options.access.close();
  }

  /** Goes on with what may be seen; else refuses, and ends the session of whoever shows a bad token. */
  async #admitted(request: { readonly tokens: readonly Uint8Array[]; refuse: SubscribeRequest['refuse'] }, asked: Namespace | undefined, goOn: (namespace: Namespace) => void | Promise<void>): Promise<void> {
    try {
      const grant = await this.#options.access.admit(asked, request.tokens);
      if (this.#over) return;
      if (grant.ok) await goOn(grant.namespace);
      else await this.#refuse(request, grant);
    } catch {
      request.refuse('INTERNAL_ERROR', 'This relay could not answer.');
    }
  }

  async #refuse(request: { refuse: SubscribeRequest['refuse'] }, { end }: Extract<Grant, { ok: false }>): Promise<void> {
    if (!end) return request.refuse('DOES_NOT_EXIST', 'Nothing is broadcast here.');
    request.refuse('UNAUTHORIZED', end.reason);
    (await this.#options.session()).close(end.code, end.reason);
  }

  #sleep(): void {
    for (const subscriber of this.#subscribers) subscriber.sleep();
  }

  #wake(): void {
    for (const subscriber of this.#subscribers) subscriber.wake();
  }

  #count(namespace: Namespace): Watching {
    const key = namespace.join('/');
    const known = this.#watching.get(key);
    if (known) return known;
    const counted = this.#options.watching(namespace);
    const viewer: Watching = {
      ...counted,
      sent: (bytes) => {
        counted.sent(bytes);
        this.#pulse?.wrote(bytes);
      },
    };
    this.#watching.set(key, viewer);
    return viewer;
  }
}
