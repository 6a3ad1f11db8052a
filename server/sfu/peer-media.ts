import type { Consumer, DtlsParameters, MediaKind, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import type { QualityCap } from '../../core/wire/signal/claims.ts';
import type { JsonObject } from '../../core/wire/signal/fields.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { ConsumerInfo, ProducerInfo, Source, TransportInfo } from '../../core/wire/signal/shapes.ts';
import { SignalError } from '../signal-error.ts';
import { checkRtpCapabilities, checkRtpParameters, refusalOf } from './checks.ts';
import { sumBytes, type MediaBytes } from './media-bytes.ts';
import type { MediaHome } from './room-media.ts';

export type Direction = 'send' | 'recv';

interface OpenTransport { readonly transport: WebRtcTransport; readonly direction: Direction; asked: boolean; cancelDeadline: () => void }
interface OpenProducer { readonly producer: Producer; readonly source: Source }

const kindOf: Readonly<Record<Source, MediaKind>> = { camera: 'video', screen: 'video', mic: 'audio', screenAudio: 'audio' };

/** Enough for a middle layer from the first packet on; congestion control takes it from there. In bits per second. */
const firstOutgoingBitrate = 1_500_000;

type Counted = 'transports' | 'producers' | 'consumers';
const max: Readonly<Record<Counted, number>> = { transports: limits.transportsPerPeer, producers: limits.producersPerPeer, consumers: limits.consumersPerPeer };

/** The highest simulcast layer of each quality. */
const maxSpatial: Readonly<Record<QualityCap, number>> = { low: 0, medium: 1, high: 2 };
/** What a peer may send together, in bits per second; 0 is no bound. */
const maxIncomingBitrate: Readonly<Record<QualityCap, number>> = { low: 350_000, medium: 900_000, high: 0 };

const asJson = (value: unknown): JsonObject => value as JsonObject;

/**
 * One peer's transports, producers and consumers. Ids resolve inside this peer only, so a foreign id and
 * an unknown one look alike: `not-found`.
 */
export class PeerMedia {
  readonly #peerId: string;
  readonly #home: MediaHome;
  readonly #transports = new Map<string, OpenTransport>();
  readonly #producers = new Map<string, OpenProducer>();
  readonly #consumers = new Map<string, Consumer>();
  /** Asked for and not yet there; counted against the limits. */
  readonly #opening: Record<Counted, number> = { transports: 0, producers: 0, consumers: 0 };
  #maxQuality: QualityCap = 'high';
  /** Rises when everything is dropped, so that what was being opened meanwhile is dropped too. */
  #generation = 0;

  constructor(peerId: string, home: MediaHome) {
    this.#peerId = peerId;
    this.#home = home;
  }

  /** Oldest first. */
  get producers(): readonly ProducerInfo[] {
    return [...this.#producers.values()].map(({ producer, source }) => ({ producerId: producer.id, source, paused: producer.paused }));
  }

  /** Bounds what this peer receives and sends from now on, whatever its page asks for. */
  setMaxQuality(quality: QualityCap): void {
    if (quality === this.#maxQuality) return;
    this.#maxQuality = quality;
    for (const { transport, direction } of this.#transports.values()) if (direction === 'send') this.#limitIncoming(transport);
    for (const consumer of this.#consumers.values()) this.#limitLayers(consumer);
  }

  /** Whether a connected transport is still there; ones that never connected are closed, for the page may not know them. */
  keep(): boolean {
    for (const { transport, asked } of [...this.#transports.values()]) if (!asked) transport.close();
    return this.#transports.size > 0;
  }

  /** Takes the place of the peer's transport of that direction, which its page has given up. Throws `limit-reached`, or `busy` while no worker is alive or the room's one is full. */
  openTransport(direction: Direction): Promise<TransportInfo> {
    for (const open of [...this.#transports.values()]) if (open.direction === direction) open.transport.close();
    return this.#reserved('transports', 1, async () => {
      const generation = this.#generation;
      const { router, webRtcServer, requireCapacity } = await this.#home.router();
      requireCapacity();
      const transport = await this.#media(() => router.createWebRtcTransport({ webRtcServer, enableUdp: true, enableTcp: true, preferUdp: true, initialAvailableOutgoingBitrate: firstOutgoingBitrate }));
      if (generation !== this.#generation || transport.closed) {
        transport.close();
        throw new SignalError('media-failed');
      }
      this.#watch(transport, direction);
      if (direction === 'send' && this.#maxQuality !== 'high') this.#limitIncoming(transport);
      return {
        transportId: transport.id,
        iceParameters: asJson(transport.iceParameters),
        iceCandidates: transport.iceCandidates.map(asJson),
        dtlsParameters: asJson(transport.dtlsParameters),
      };
    });
  }

  /** Once per transport. */
  async connectTransport(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const open = this.#transport(transportId);
    if (open.asked) throw new SignalError('bad-message');
    open.asked = true;
    await this.#media(() => open.transport.connect({ dtlsParameters }));
  }

  async restartIce(transportId: string): Promise<JsonObject> {
    const { transport } = this.#transport(transportId);
    return asJson(await this.#media(() => transport.restartIce()));
  }

  /** A second producer of the same source takes the first one's place; `replaced` is then its id. */
  produce(options: { transportId: string; source: Source; rtpParameters: JsonObject; paused: boolean }): Promise<{ producer: ProducerInfo; replaced: string | undefined }> {
    const { source, paused } = options;
    const { transport } = this.#transport(options.transportId, 'send');
    const rtpParameters = checkRtpParameters(options.rtpParameters);
    return this.#reserved('producers', 1, async () => {
      const producer = await this.#media(() => transport.produce({ kind: kindOf[source], rtpParameters, paused }));
      if (producer.closed) throw new SignalError('media-failed');
      const before = [...this.#producers.values()].find((open) => open.source === source)?.producer.id;
      if (before !== undefined) this.closeProducer(before);
      this.#producers.set(producer.id, { producer, source });
      producer.observer.once('close', () => this.#dropProducer(producer.id));
      this.#home.added(this.#peerId, producer, source);
      return { producer: { producerId: producer.id, source, paused }, replaced: before };
    });
  }

  /** Whether anything changed. */
  async setProducerPaused(producerId: string, paused: boolean): Promise<boolean> {
    const { producer } = this.#producer(producerId);
    if (producer.paused === paused) return false;
    await this.#media(() => (paused ? producer.pause() : producer.resume()));
    return true;
  }

  closeProducer(producerId: string): void {
    const { producer } = this.#producer(producerId);
    this.#producers.delete(producerId);
    this.#home.removed(this.#peerId, producerId, false);
    producer.close();
  }

  /** Producers that vanished, the peer's own, and those its device cannot play are left out. Consumers start paused. */
  consume(options: { transportId: string; producerIds: readonly string[]; rtpCapabilities: JsonObject }): Promise<ConsumerInfo[]> {
    const { transport } = this.#transport(options.transportId, 'recv');
    const rtpCapabilities = checkRtpCapabilities(options.rtpCapabilities);
    const wanted = [...new Set(options.producerIds)].filter((producerId) => !this.#producers.has(producerId) && this.#home.producer(producerId));
    return this.#reserved('consumers', wanted.length, async () => {
      const consumers = await Promise.all(wanted.map((producerId) => this.#consumeOne(transport, producerId, rtpCapabilities)));
      return consumers.filter((consumer) => consumer !== undefined);
    });
  }

  /** Ids that have vanished are passed over: a producer may end while its consumers are being resumed. */
  async setConsumersPaused(consumerIds: readonly string[], paused: boolean): Promise<void> {
    const known = consumerIds.map((consumerId) => this.#consumers.get(consumerId)).filter((consumer) => consumer !== undefined);
    if (known.length === 0) throw new SignalError('not-found');
    await this.#media(() => Promise.all(known.map((consumer) => (paused ? consumer.pause() : consumer.resume()))));
  }

  async setPreferredLayer(consumerId: string, spatial: number): Promise<void> {
    const consumer = this.#consumer(consumerId);
    if (consumer.type !== 'simulcast' && consumer.type !== 'svc') return;
    await this.#media(() => consumer.setPreferredLayers({ spatialLayer: Math.min(spatial, maxSpatial[this.#maxQuality]) }));
    this.#home.relayered(consumer);
  }

  closeConsumer(consumerId: string): void {
    const consumer = this.#consumer(consumerId);
    this.#consumers.delete(consumerId);
    consumer.close();
  }

  /** What its open transports have carried. */
  async bytes(): Promise<MediaBytes> {
    const stats = await Promise.all([...this.#transports.values()].map(({ transport }) => transport.getStats().catch(() => [])));
    return sumBytes(stats.flat().map(({ bytesReceived, bytesSent }) => ({ received: bytesReceived, sent: bytesSent })));
  }

  /** Forgets everything without telling: the worker is gone. */
  lose(): void {
    this.#generation += 1;
    this.#producers.clear();
    this.#consumers.clear();
    for (const { cancelDeadline } of this.#transports.values()) cancelDeadline();
    this.#transports.clear();
  }

  /** Closes everything; the room is told of each producer that ended. The peer may start anew. */
  close(): void {
    this.#generation += 1;
    for (const { transport } of [...this.#transports.values()]) transport.close();
  }

  async #consumeOne(transport: WebRtcTransport, producerId: string, rtpCapabilities: RtpCapabilities): Promise<ConsumerInfo | undefined> {
    const { router } = await this.#home.router();
    if (!router.canConsume({ producerId, rtpCapabilities })) {
      // Who plays no pictures at all wants none in another codec.
      const kind = this.#home.producer(producerId)?.kind;
      if (rtpCapabilities.codecs?.some((codec) => codec.kind === kind)) this.#home.unplayable(producerId);
      return undefined;
    }
    const consumer = await this.#media(() => transport.consume({ producerId, rtpCapabilities, paused: true })).catch((error: unknown) => {
      if (this.#home.producer(producerId)) throw error;
    });
    if (!consumer || consumer.closed) return undefined;
    this.#consumers.set(consumer.id, consumer);
    this.#home.consumed(this.#peerId, consumer);
    if (this.#maxQuality !== 'high') this.#limitLayers(consumer);
    consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
    return { consumerId: consumer.id, producerId, kind: consumer.kind, rtpParameters: asJson(consumer.rtpParameters) };
  }

  #watch(transport: WebRtcTransport, direction: Direction): void {
    const cancelDeadline = this.#home.clock.after(limits.transportConnectMs, () => {
      if (open.asked) this.#home.unreached(transport);
      transport.close();
    });
    const open: OpenTransport = { transport, direction, asked: false, cancelDeadline };
    this.#transports.set(transport.id, open);
    transport.on('dtlsstatechange', (state) => {
      if (state === 'connected') open.cancelDeadline();
      if (state === 'failed' || state === 'closed') transport.close();
    });
    transport.observer.once('close', () => {
      open.cancelDeadline();
      this.#transports.delete(transport.id);
    });
  }

  /** A limit that cannot be set means that the transport is going. */
  #limitIncoming(transport: WebRtcTransport): void {
    transport.setMaxIncomingBitrate(maxIncomingBitrate[this.#maxQuality]).catch(() => {});
  }

  #limitLayers(consumer: Consumer): void {
    if (consumer.type !== 'simulcast' && consumer.type !== 'svc') return;
    const spatialLayer = Math.min(consumer.preferredLayers?.spatialLayer ?? maxSpatial.high, maxSpatial[this.#maxQuality]);
    consumer.setPreferredLayers({ spatialLayer }).then(() => this.#home.relayered(consumer), () => {});
  }

  #dropProducer(producerId: string): void {
    if (this.#producers.delete(producerId)) this.#home.removed(this.#peerId, producerId, true);
  }

  #transport(transportId: string, direction?: Direction): OpenTransport {
    const open = this.#transports.get(transportId);
    if (!open || (direction !== undefined && open.direction !== direction)) throw new SignalError('not-found');
    return open;
  }

  #producer(producerId: string): OpenProducer {
    const open = this.#producers.get(producerId);
    if (!open) throw new SignalError('not-found');
    return open;
  }

  #consumer(consumerId: string): Consumer {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) throw new SignalError('not-found');
    return consumer;
  }

  /** Runs `open` with `count` places taken, so that requests sent at once cannot pass a limit together. */
  async #reserved<Result>(what: Counted, count: number, open: () => Promise<Result>): Promise<Result> {
    const present = { transports: this.#transports, producers: new Map(), consumers: this.#consumers }[what].size;
    if (present + this.#opening[what] + count > max[what]) throw new SignalError('limit-reached');
    this.#opening[what] += count;
    try {
      return await open();
    } finally {
      this.#opening[what] -= count;
    }
  }

  async #media<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      throw refusalOf(error);
    }
  }
}
