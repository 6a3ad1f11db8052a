import type { types } from 'mediasoup-client';
import { LiveError } from '../errors.ts';
import { limits } from '../wire/signal/limits.ts';
import type { ReplyTo } from '../wire/signal/messages.ts';
import type { TransportInfo } from '../wire/signal/shapes.ts';
import type { RemoteProducer, WantedLayer } from './port.ts';
import type { SfuSide } from './sfu-side.ts';
import { connectThrough, toJson, transportOptions } from './transport.ts';

interface Received {
  readonly consumer: types.Consumer;
  readonly remote: RemoteProducer;
  /** What the server was last asked to send of it. */
  asked: WantedLayer;
}
/** How much to receive, by producer id. */
export type Demand = (producerId: string) => WantedLayer;
type ConsumerInfo = ReplyTo<'Consume'>['consumers'][number];

/** The schema's own bound on one `Consume`. */
const batch = 16;

/** A producer may end while it is being asked for. */
async function unlessGone(asking: Promise<unknown>): Promise<void> {
  await asking.catch((error: unknown) => {
    if (LiveError.from(error).code !== 'not-found') throw error;
  });
}

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

  async sync(producers: readonly RemoteProducer[], demand: Demand): Promise<void> {
    const wanted = new Set(producers.map(({ producerId }) => producerId));
    for (const [producerId, { consumer, remote }] of this.#received) {
      if (wanted.has(producerId)) continue;
      this.#received.delete(producerId);
      consumer.close();
      this.#side.removed(remote);
    }
    const missing = producers.filter(({ producerId }) => !this.#received.has(producerId));
    for (let start = 0; start < missing.length; start += batch) await this.#consume(missing.slice(start, start + batch), demand);
    // How much is received is no reason to build everything anew: it is asked again with the next change.
    await this.ask(demand).catch(() => {});
  }

  /** Sound always flows; of pictures, what is wanted. Those that stop or start do so together: a page in the background is one request. */
  async ask(demand: Demand): Promise<void> {
    const changed = [...this.#received.values()].map((received) => ({ received, before: received.asked, wanted: received.consumer.kind === 'video' ? demand(received.remote.producerId) : 2 }))
      .filter(({ before, wanted }) => before !== wanted);
    for (const { received, wanted } of changed) received.asked = wanted;
    const ids = (chosen: typeof changed): string[] => chosen.map(({ received }) => received.consumer.id);
    try {
      // The layer first, so that what starts to flow is the right one.
      await Promise.all(changed.flatMap(({ received, wanted }) => (wanted === 'none' ? [] : [this.#prefer(received.consumer.id, wanted)])));
      await this.#pause(ids(changed.filter(({ wanted }) => wanted === 'none')), true);
      await this.#pause(ids(changed.filter(({ before }) => before === 'none')), false);
    } catch (error) {
      for (const { received, before } of changed) received.asked = before;
      throw error;
    }
  }

  async #prefer(consumerId: string, spatial: number): Promise<void> {
    await unlessGone(this.#side.request({ type: 'SetPreferredLayer', consumerId, spatial }));
  }

  async #pause(consumerIds: string[], paused: boolean): Promise<void> {
    if (consumerIds.length) await unlessGone(this.#side.request({ type: 'SetConsumerPaused', consumerIds, paused }));
  }

  /**
   * One `Consume` for all, and one request to let them flow while the transport still connects: the server
   * asks for a keyframe once it has. So the first picture costs as few turns as there can be.
   */
  async #consume(producers: readonly RemoteProducer[], demand: Demand): Promise<void> {
    const info = this.#transport ? undefined : this.#offered ?? (await this.#side.request({ type: 'OpenTransport', direction: 'recv' })).transport;
    const transportId = this.#transport?.id ?? info!.transportId;
    const opening = this.#side.request({ type: 'Consume', transportId, producerIds: producers.map(({ producerId }) => producerId), rtpCapabilities: toJson(this.#side.device.recvRtpCapabilities) });
    if (info) this.#open(info);
    const { consumers } = await opening;
    if (!consumers.length) return;
    const wanted = new Map(consumers.map(({ consumerId, producerId, kind }) => [consumerId, kind === 'video' ? demand(producerId) : 2]));
    const flowing = [...wanted.keys()].filter((consumerId) => wanted.get(consumerId) !== 'none');
    const asked = [...wanted].map(([consumerId, spatial]) => (spatial === 'none' || spatial === 2 ? undefined : this.#side.request({ type: 'SetPreferredLayer', consumerId, spatial })));
    if (flowing.length) asked.push(this.#side.request({ type: 'SetConsumerPaused', consumerIds: flowing, paused: false }));
    await Promise.all([...asked, ...consumers.map((consumer) => this.#receive(consumer, producers, wanted.get(consumer.consumerId)!))]);
  }

  #open(info: TransportInfo): void {
    const transport = this.#side.device.createRecvTransport(transportOptions(info, this.#side.ice));
    connectThrough(transport, this.#side.request);
    this.#transport = transport;
    this.#side.opened(transport);
  }

  async #receive(info: ConsumerInfo, producers: readonly RemoteProducer[], asked: WantedLayer): Promise<void> {
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
    this.#received.set(info.producerId, { consumer, remote, asked });
    this.#side.added(remote, consumer.track);
  }

  close(): void {
    this.#stopOffer();
    this.#transport?.close();
  }
}
