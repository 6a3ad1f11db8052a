import type { types } from 'mediasoup-client';
import { LiveError } from '../errors.ts';
import { limits } from '../wire/signal/limits.ts';
import type { ReplyTo } from '../wire/signal/messages.ts';
import type { TransportInfo } from '../wire/signal/shapes.ts';
import type { Quality, RemoteProducer } from './port.ts';
import { spatialLayerOf } from './quality.ts';
import type { SfuSide } from './sfu-side.ts';
import { connectThrough, toJson, transportOptions } from './transport.ts';

interface Received { readonly consumer: types.Consumer; readonly remote: RemoteProducer }
type ConsumerInfo = ReplyTo<'Consume'>['consumers'][number];

/** The schema's own bound on one `Consume`. */
const batch = 16;

/** The receiving half of an SFU connection: makes what is received equal to what it is given. Calls must not overlap. */
export class SfuRecv {
  readonly #side: SfuSide;
  readonly #received = new Map<string, Received>();
  #offered: TransportInfo | undefined;
  #transport: types.Transport | undefined;
  readonly #stopOffer: () => void;

  /** @param offered the transport that `Welcome` brought along, if any; the server closes it when it is not used soon */
  constructor(side: SfuSide, offered: TransportInfo | undefined) {
    this.#side = side;
    this.#offered = offered;
    this.#stopOffer = side.clock.after(limits.transportConnectMs / 2, () => { this.#offered = undefined; });
  }

  get transport(): types.Transport | undefined {
    return this.#transport;
  }

  /** What is received now. */
  get remotes(): readonly RemoteProducer[] {
    return [...this.#received.values()].map(({ remote }) => remote);
  }

  async sync(producers: readonly RemoteProducer[], quality: Quality): Promise<void> {
    const wanted = new Set(producers.map(({ producerId }) => producerId));
    for (const [producerId, { consumer, remote }] of this.#received) {
      if (wanted.has(producerId)) continue;
      this.#received.delete(producerId);
      consumer.close();
      this.#side.removed(remote);
    }
    const missing = producers.filter(({ producerId }) => !this.#received.has(producerId));
    for (let start = 0; start < missing.length; start += batch) await this.#consume(missing.slice(start, start + batch), quality);
  }

  async setQuality(quality: Quality): Promise<void> {
    const video = [...this.#received.values()].filter(({ consumer }) => consumer.kind === 'video');
    await Promise.all(video.map(({ consumer }) => this.#prefer(consumer.id, quality)));
  }

  /**
   * One `Consume` for all, and one request to let them flow while the transport still connects: the server
   * asks for a keyframe once it has. So the first picture costs as few turns as there can be.
   */
  async #consume(producers: readonly RemoteProducer[], quality: Quality): Promise<void> {
    const info = this.#transport ? undefined : this.#offered ?? (await this.#side.request({ type: 'OpenTransport', direction: 'recv' })).transport;
    const transportId = this.#transport?.id ?? info!.transportId;
    const asked = this.#side.request({ type: 'Consume', transportId, producerIds: producers.map(({ producerId }) => producerId), rtpCapabilities: toJson(this.#side.device.recvRtpCapabilities) });
    if (info) this.#open(info);
    const { consumers } = await asked;
    if (!consumers.length) return;
    const flowing = this.#side.request({ type: 'SetConsumerPaused', consumerIds: consumers.map(({ consumerId }) => consumerId), paused: false });
    const preferred = quality === 'auto' ? [] : consumers.filter(({ kind }) => kind === 'video').map(({ consumerId }) => this.#prefer(consumerId, quality));
    await Promise.all([flowing, ...preferred, ...consumers.map((consumer) => this.#receive(consumer, producers))]);
  }

  #open(info: TransportInfo): void {
    const transport = this.#side.device.createRecvTransport(transportOptions(info, this.#side.iceServers));
    connectThrough(transport, this.#side.request);
    this.#transport = transport;
    this.#side.opened(transport);
  }

  async #receive(info: ConsumerInfo, producers: readonly RemoteProducer[]): Promise<void> {
    const remote = producers.find(({ producerId }) => producerId === info.producerId);
    if (!remote) throw new LiveError('bad-message', { message: 'A consumer came that nobody asked for.' });
    const consumer = await this.#transport!.consume({
      id: info.consumerId,
      producerId: info.producerId,
      kind: info.kind,
      rtpParameters: info.rtpParameters as unknown as types.RtpParameters,
      // One stream per peer and device keeps lips and voice together.
      streamId: `${remote.peerId}:${remote.source.startsWith('screen') ? 'screen' : 'camera'}`,
    });
    this.#received.set(info.producerId, { consumer, remote });
    this.#side.added(remote, consumer.track);
  }

  async #prefer(consumerId: string, quality: Quality): Promise<void> {
    await this.#side.request({ type: 'SetPreferredLayer', consumerId, spatial: spatialLayerOf[quality] });
  }

  close(): void {
    this.#stopOffer();
    this.#transport?.close();
  }
}
