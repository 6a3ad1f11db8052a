import type { types } from 'mediasoup-client';
import { LiveError } from '../errors.ts';
import type { Source } from '../wire/signal/shapes.ts';
import { chooseVideoCodec, codecNamed, isCheap, isLayered, type Machine, type VideoCodec } from './codecs.ts';
import { simulcastEncodings, startBitrateKbps, type PictureSize } from './encodings.ts';
import { probeMachine } from './machine.ts';
import type { LocalSource, LocalSources, SendLimits } from './port.ts';
import { boundEncodings, boundOf, svcEncodings } from './send-limits.ts';
import type { SfuSide } from './sfu-side.ts';
import { connectThrough, toJson, transportOptions } from './transport.ts';

/** A producer and what the server was last told of it. */
interface Sent {
  readonly producer: types.Producer;
  /** Of a picture, how many layers there are and in which codec. */
  readonly layers: number;
  readonly codec: VideoCodec | undefined;
  paused: boolean;
  /** The bound that its encoder has now. */
  bound: string;
}

function sizeOf(track: MediaStreamTrack): PictureSize {
  const { width = 1280, height = 720, frameRate = 30 } = track.getSettings();
  return { width, height, frameRate };
}

/** mediasoup-client describes what it sends the way it was asked to. */
function layersOf({ encodings = [] }: types.ProducerOptions, codec: VideoCodec | undefined): number {
  return isLayered(codec) ? Number(/^L(\d)/.exec(encodings[0]?.scalabilityMode ?? '')?.[1] ?? 1) : encodings.length;
}

const gone: ReadonlySet<string> = new Set(['not-found', 'not-allowed']);

const isVideo = (source: Source): boolean => source === 'camera' || source === 'screen';

/** The sending half of an SFU connection: makes what is sent equal to what it is given. Calls must not overlap. */
export class SfuSend {
  readonly #side: SfuSide;
  readonly #sent = new Map<Source, Sent>();
  #transport: types.Transport | undefined;
  #machine: Machine | undefined;
  /** Someone who watches cannot show these. */
  readonly #refused = new Set<VideoCodec>();

  constructor(side: SfuSide) {
    this.#side = side;
  }

  get transport(): types.Transport | undefined {
    return this.#transport;
  }

  async sync(sources: LocalSources, suspended: boolean, limits: SendLimits): Promise<void> {
    for (const [source, sent] of this.#sent) if (!sources[source]) await this.#stop(source, sent);
    const wanted = Object.entries(sources) as [Source, LocalSource][];
    if (wanted.length === 0) return this.#retire();
    if (!this.#transport && wanted.some(([, local]) => local.track)) await Promise.all([this.#open(), this.#probe(sources)]);
    else await this.#probe(sources);
    // At once: mediasoup-client puts producers that are asked for together into a row of its own.
    await Promise.all(wanted.map(([source, local]) => this.#apply(source, local, suspended, limits)));
    await Promise.all([...this.#sent.values()].map((sent) => this.#bound(sent, limits)));
  }

  /** Which codec to send with depends on the machine: asked once, before the first picture. */
  async #probe({ camera, screen }: LocalSources): Promise<void> {
    const track = camera?.track ?? screen?.track;
    if (track && !this.#machine) this.#machine = await probeMachine(sizeOf(track));
  }

  async #open(): Promise<void> {
    const { device, request, ice } = this.#side;
    const { transport: info } = await request({ type: 'OpenTransport', direction: 'send' });
    const transport = device.createSendTransport(transportOptions(info, ice));
    connectThrough(transport, request);
    transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      const { source, paused } = appData as { source: Source; paused: boolean };
      request({ type: 'Produce', transportId: transport.id, source, rtpParameters: toJson(rtpParameters), paused }).then(({ producerId }) => done({ id: producerId }), failed);
    });
    this.#transport = transport;
    this.#side.opened(transport);
  }

  async #apply(source: Source, local: LocalSource, suspended: boolean, { relief, unplayable }: SendLimits): Promise<void> {
    const sent = this.#sent.get(source);
    if (sent?.codec && unplayable?.has(sent.producer.id)) this.#refused.add(sent.codec);
    // What is cheap to encode is also what nearly every device decodes.
    const spare = relief === 3 || this.#refused.size > 0;
    if (!sent || this.#outlived(sent.codec, spare)) {
      // The server lets the new one take the old one's place.
      sent?.producer.close();
      if (local.track) await this.#start(source, local.track, local.paused, suspended, spare);
      return;
    }
    const { producer } = sent;
    // Pausing goes to the server first and resuming last, so that no black or half-started picture gets through.
    if (local.paused && !sent.paused) await this.#tell(sent, true);
    if (producer.track !== local.track) await producer.replaceTrack({ track: local.track });
    const quiet = local.paused || suspended || !local.track;
    if (quiet !== producer.paused) quiet ? producer.pause() : producer.resume();
    if (!local.paused && sent.paused) await this.#tell(sent, false);
  }

  async #tell(sent: Sent, paused: boolean): Promise<void> {
    await this.#side.request({ type: 'SetProducerPaused', producerId: sent.producer.id, paused });
    sent.paused = paused;
  }

  async #start(source: Source, track: MediaStreamTrack, paused: boolean, suspended: boolean, spare: boolean): Promise<void> {
    const options: types.ProducerOptions = isVideo(source) ? this.#videoOptions(track, spare) : { codecOptions: { opusDtx: true, opusFec: true } };
    const producer = await this.#transport!.produce({ ...options, track, stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: true, appData: { source, paused } });
    if (paused || suspended) producer.pause();
    const codec = options.codec && codecNamed(options.codec.mimeType);
    this.#sent.set(source, { producer, paused, codec, layers: layersOf(options, codec), bound: '' });
  }

  #choose(spare: boolean): types.RtpCodecCapability | undefined {
    const machine = this.#machine ?? { cores: 2, efficient: new Set() };
    return chooseVideoCodec(this.#side.device.sendRtpCapabilities.codecs ?? [], { machine, pinned: this.#side.videoCodec, spare, refused: this.#refused });
  }

  /** Whether something else is to be sent now: what is dear or unplayable goes as soon as there is another. */
  #outlived(codec: VideoCodec | undefined, spare: boolean): boolean {
    if (codec === undefined || (!this.#refused.has(codec) && (!spare || isCheap(codec)))) return false;
    const next = codecNamed(this.#choose(spare)?.mimeType ?? '');
    return next !== undefined && next !== codec && !this.#refused.has(next);
  }

  #videoOptions(track: MediaStreamTrack, spare: boolean): types.ProducerOptions {
    const picture = sizeOf(track);
    const codec = this.#choose(spare);
    const name = codec && codecNamed(codec.mimeType);
    const encodings = isLayered(name) ? svcEncodings(picture, name) : simulcastEncodings(picture);
    return { encodings, codecOptions: { videoGoogleStartBitrate: startBitrateKbps(encodings) }, ...(codec && { codec }) };
  }

  /** Keeps an encoder within what is watched and what the processor bears. Its layers come back with their next keyframe. */
  async #bound(sent: Sent, { watched, relief }: SendLimits): Promise<void> {
    const { producer, layers, codec } = sent;
    const sender = producer.rtpSender;
    if (layers === 0 || !sender || producer.closed) return;
    const bound = boundOf(layers, watched.get(producer.id), relief);
    const said = JSON.stringify(bound);
    if (said === sent.bound || (sent.bound === '' && said === JSON.stringify(boundOf(layers, undefined, 0)))) return;
    sent.bound = said;
    const parameters = sender.getParameters();
    parameters.encodings = boundEncodings(parameters.encodings, codec, layers, bound);
    await sender.setParameters(parameters);
  }

  async #stop(source: Source, { producer }: Sent): Promise<void> {
    this.#sent.delete(source);
    producer.close();
    // With a seat on stage the producers go too: then there is nothing left to close.
    await this.#side.request({ type: 'CloseProducer', producerId: producer.id }).catch((error: unknown) => {
      if (!gone.has(LiveError.from(error).code)) throw error;
    });
  }

  /** Nothing is to be sent any more: the transport goes, and what is received goes on. */
  #retire(): void {
    const transport = this.#transport;
    this.#transport = undefined;
    if (!transport) return;
    this.#side.closing(transport);
    transport.close();
  }

  close(): void {
    this.#transport?.close();
  }
}
