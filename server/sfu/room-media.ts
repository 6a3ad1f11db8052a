import type { ActiveSpeakerObserver, Producer, Router } from 'mediasoup/types';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { refusalOf } from './checks.ts';
import { PeerMedia } from './peer-media.ts';
import type { RouterLease, WorkerPool } from './worker-pool.ts';

export interface RoomMediaEvents {
  /** A producer ended by itself: its transport failed or was closed. */
  producerClosed(peerId: string, producerId: string): void;
  activeSpeaker(peerId: string | null): void;
  /** The worker died: every transport, producer and consumer of the room is gone. A new worker is ready. */
  reset(): void;
}

/** How often the loudest voice is looked for, ms. */
const speakersMs = 300;

interface RoomRouter extends RouterLease { readonly speakers: ActiveSpeakerObserver }

/** What a peer's media needs of its room. */
export interface MediaHome {
  readonly clock: Clock;
  router(): Promise<RouterLease>;
  /** A producer of anyone in this room. */
  producer(producerId: string): Producer | undefined;
  added(peerId: string, producer: Producer): void;
  removed(peerId: string, producerId: string, byItself: boolean): void;
}

/**
 * The media of one room: its routers and everyone's transports. A room has 1 to n routers, to be joined by pipes
 * when one worker is not enough; today the first serves everyone.
 */
export class RoomMedia {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #events: RoomMediaEvents;
  readonly #routers: Promise<RoomRouter>[] = [];
  readonly #peers = new Map<string, PeerMedia>();
  readonly #producers = new Map<string, { readonly peerId: string; readonly producer: Producer }>();
  #speaker: string | null = null;
  #closed = false;

  constructor({ pool, clock, logger, events }: { pool: WorkerPool; clock: Clock; logger: Logger; events: RoomMediaEvents }) {
    this.#pool = pool;
    this.#clock = clock;
    this.#logger = logger;
    this.#events = events;
  }

  openPeer(peerId: string): PeerMedia {
    const media = new PeerMedia(peerId, {
      clock: this.#clock,
      router: () => this.#router(),
      producer: (producerId) => this.#producers.get(producerId)?.producer,
      added: (owner, producer) => this.#added(owner, producer),
      removed: (owner, producerId, byItself) => this.#removed(owner, producerId, byItself),
    });
    this.#peers.set(peerId, media);
    return media;
  }

  closePeer(peerId: string): void {
    this.#peers.get(peerId)?.close();
    this.#peers.delete(peerId);
  }

  get hasProducers(): boolean {
    return this.#producers.size > 0;
  }

  close(): void {
    this.#closed = true;
    for (const peerId of [...this.#peers.keys()]) this.closePeer(peerId);
    for (const opening of this.#routers.splice(0)) opening.then(({ router: open }) => open.close(), () => {});
  }

  #router(): Promise<RoomRouter> {
    this.#routers[0] ??= this.#openRouter();
    return this.#routers[0];
  }

  async #openRouter(): Promise<RoomRouter> {
    let lease: RouterLease | undefined;
    try {
      lease = await this.#pool.lease();
      const { router } = lease;
      router.once('workerclose', () => this.#reset(router));
      const speakers = await router.createActiveSpeakerObserver({ interval: speakersMs });
      speakers.on('dominantspeaker', ({ producer }) => this.#spoke(this.#producers.get(producer.id)?.peerId ?? null));
      if (this.#closed) router.close();
      return { ...lease, speakers };
    } catch (error) {
      lease?.router.close();
      this.#routers.length = 0;
      throw refusalOf(error);
    }
  }

  #reset(router: Router): void {
    if (this.#closed) return;
    this.#routers.length = 0;
    for (const media of this.#peers.values()) media.lose();
    this.#producers.clear();
    this.#logger.warn({ router: router.id }, 'room lost its media worker');
    void this.#pool.ready().then(() => {
      if (!this.#closed) this.#events.reset();
    });
  }

  #added(peerId: string, producer: Producer): void {
    this.#producers.set(producer.id, { peerId, producer });
    if (producer.kind !== 'audio') return;
    const watch = async (): Promise<void> => (await this.#router()).speakers.addProducer({ producerId: producer.id });
    watch().catch((error: unknown) => this.#logger.debug({ err: error }, 'producer gone before it was listened to'));
  }

  #removed(peerId: string, producerId: string, byItself: boolean): void {
    const known = this.#producers.get(producerId);
    if (!known) return;
    this.#producers.delete(producerId);
    if (known.producer.kind === 'audio' && this.#speaker === peerId) this.#spoke(null);
    if (byItself && !this.#closed) this.#events.producerClosed(peerId, producerId);
  }

  #spoke(peerId: string | null): void {
    if (this.#speaker === peerId) return;
    this.#speaker = peerId;
    this.#events.activeSpeaker(peerId);
  }
}
