import type { Consumer, Producer, Router, WebRtcTransport } from 'mediasoup/types';
import type { CoalescedEvent } from '../../core/wire/signal/events.ts';
import type { JsonObject } from '../../core/wire/signal/fields.ts';
import type { Source } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import { refusalOf } from './checks.ts';
import type { RoomCodecs } from './codecs.ts';
import { reportConsumer, reportProducer } from './consumer-report.ts';
import { LayerDemand } from './demand.ts';
import { sumBytes, type MediaBytes } from './media-bytes.ts';
import type { MediaTap, TappedProducer } from './media-tap.ts';
import { PeerMedia } from './peer-media.ts';
import { Voices } from './voices.ts';
import type { RouterLease, WorkerPool } from './worker-pool.ts';

export interface RoomMediaEvents {
  /** A producer ended by itself: its transport failed or was closed. */
  producerClosed(peerId: string, producerId: string): void;
  activeSpeaker(peerId: string | null): void;
  speaking(peerIds: readonly string[]): void;
  /** For one peer only, and only its newest value matters. */
  hint(peerId: string, event: CoalescedEvent): void;
  /** The largest layer of a peer's producer that anyone watches. */
  layersWanted(peerId: string, producerId: string, spatial: number): void;
  /** Someone's device cannot show a peer's producer; told once of each. */
  unplayable(peerId: string, producerId: string): void;
  /** The worker died: every transport, producer and consumer of the room is gone. A new worker is ready. */
  reset(): void;
}

export interface RoomMediaOptions {
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: RoomMediaEvents;
  /** What the room can carry. */
  readonly codecs: RoomCodecs;
  readonly tap?: MediaTap | undefined;
}

interface RoomRouter extends RouterLease { readonly voices: Voices }

/** What a peer's media needs of its room. */
export interface MediaHome {
  readonly clock: Clock;
  router(): Promise<RouterLease>;
  /** A producer of anyone in this room. */
  producer(producerId: string): Producer | undefined;
  added(peerId: string, producer: Producer, source: Source): void;
  consumed(peerId: string, consumer: Consumer): void;
  /** Its preferred layers were set. */
  relayered(consumer: Consumer): void;
  removed(peerId: string, producerId: string, byItself: boolean): void;
  /** A device that would consume it cannot. */
  unplayable(producerId: string): void;
  /** A page has tried to reach it in vain. */
  unreached(transport: WebRtcTransport): void;
}

/**
 * The media of one room: its routers and everyone's transports. A room has 1 to n routers, to be joined by pipes
 * when one worker is not enough; today the first serves everyone.
 */
export class RoomMedia {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #saidUnreached = false;
  readonly #events: RoomMediaEvents;
  readonly #routers: Promise<RoomRouter>[] = [];
  readonly #peers = new Map<string, PeerMedia>();
  readonly #producers = new Map<string, { readonly peerId: string; readonly producer: Producer }>();
  /** Those that some device could not consume. */
  readonly #refused = new WeakSet<Producer>();
  readonly #demand: LayerDemand;
  readonly #codecs: RoomCodecs;
  readonly #tap: MediaTap | undefined;
  #closed = false;

  constructor({ pool, clock, logger, events, codecs, tap }: RoomMediaOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#logger = logger;
    this.#events = events;
    this.#codecs = codecs;
    this.#tap = tap;
    this.#demand = new LayerDemand({ clock, tell: (producerId, spatial) => {
      const owner = this.#producers.get(producerId)?.peerId;
      if (owner !== undefined) events.layersWanted(owner, producerId, spatial);
    } });
  }

  openPeer(peerId: string): PeerMedia {
    const media = new PeerMedia(peerId, {
      clock: this.#clock,
      router: () => this.#router(),
      producer: (producerId) => this.#producers.get(producerId)?.producer,
      added: (owner, producer, source) => this.#added(owner, producer, source),
      consumed: (watcher, consumer) => this.#consumed(watcher, consumer),
      relayered: (consumer) => this.#demand.changed(consumer),
      removed: (owner, producerId, byItself) => this.#removed(owner, producerId, byItself),
      unplayable: (producerId) => this.#unplayable(producerId),
      unreached: (transport) => this.#unreached(transport),
    });
    this.#peers.set(peerId, media);
    return media;
  }

  closePeer(peerId: string): void {
    this.#peers.get(peerId)?.close();
    this.#peers.delete(peerId);
  }

  /** What everyone's open transports have carried. */
  async bytes(): Promise<MediaBytes> {
    return sumBytes(await Promise.all([...this.#peers.values()].map((media) => media.bytes())));
  }

  /** What its pages have to speak. */
  get rtpCapabilities(): JsonObject {
    return this.#codecs.rtpCapabilities;
  }

  get hasProducers(): boolean {
    return this.#producers.size > 0;
  }

  close(): void {
    this.#closed = true;
    this.#demand.clear();
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
      lease = await this.#pool.lease(this.#codecs.media);
      const { router } = lease;
      router.once('workerclose', () => this.#reset(router));
      const voices = await Voices.open(router, {
        clock: this.#clock,
        ownerOf: (producerId) => this.#producers.get(producerId)?.peerId,
        activeSpeaker: (peerId) => this.#events.activeSpeaker(peerId),
        speaking: (peerIds) => this.#events.speaking(peerIds),
      });
      if (this.#closed) router.close();
      return { ...lease, voices };
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
    this.#demand.clear();
    this.#producers.clear();
    this.#tap?.lost();
    this.#logger.warn({ router: router.id }, 'room lost its media worker');
    void this.#pool.ready().then(() => {
      if (!this.#closed) this.#events.reset();
    });
  }

  #added(peerId: string, producer: Producer, source: Source): void {
    this.#producers.set(producer.id, { peerId, producer });
    const hint = (event: CoalescedEvent): void => this.#events.hint(peerId, event);
    reportProducer(producer, { clock: this.#clock, tell: hint });
    if (producer.type !== 'simple') this.#demand.add(producer.id);
    if (this.#tap) void this.#routers[0]?.then(({ router }) => this.#tapped({ peerId, source, producer, router }), () => {});
    if (producer.kind !== 'audio') return;
    const watch = async (): Promise<void> => (await this.#router()).voices.add(producer);
    watch().catch((error: unknown) => this.#logger.debug({ err: error }, 'producer gone before it was listened to'));
  }

  #tapped(producer: Omit<TappedProducer, 'wants'>): void {
    if (this.#producers.has(producer.producer.id)) this.#tap?.added({ ...producer, wants: (consumer) => this.#demand.watch(consumer) });
  }

  /** For the operator, once a room: one page may be in a bad network, all pages mean that the address or a firewall is wrong. */
  #unreached({ iceCandidates }: WebRtcTransport): void {
    if (this.#saidUnreached) return;
    this.#saidUnreached = true;
    const at = iceCandidates.map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
    this.#logger.warn({ at }, 'the media of a page has not got here; `npm run doctor` looks at the ways it takes');
  }

  #unplayable(producerId: string): void {
    const known = this.#producers.get(producerId);
    if (!known || this.#refused.has(known.producer)) return;
    this.#refused.add(known.producer);
    this.#events.unplayable(known.peerId, producerId);
  }

  #removed(peerId: string, producerId: string, byItself: boolean): void {
    const known = this.#producers.get(producerId);
    if (!known) return;
    this.#producers.delete(producerId);
    this.#tap?.removed(producerId);
    this.#demand.remove(producerId);
    if (known.producer.kind === 'audio') void this.#routers[0]?.then(({ voices }) => voices.forget(peerId), () => {});
    if (byItself && !this.#closed) this.#events.producerClosed(peerId, producerId);
  }

  #consumed(peerId: string, consumer: Consumer): void {
    const producer = this.#producers.get(consumer.producerId)?.producer;
    if (!producer) return;
    reportConsumer(consumer, producer, { clock: this.#clock, tell: (event) => this.#events.hint(peerId, event) });
    this.#demand.watch(consumer);
  }
}
