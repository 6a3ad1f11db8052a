import type { types } from 'mediasoup-client';
import type { Source } from '../wire/signal/shapes.ts';
import { chooseVideoCodec } from './codecs.ts';
import { simulcastEncodings, startBitrateKbps } from './encodings.ts';
import type { LocalSource, LocalSources } from './port.ts';
import type { SfuSide } from './sfu-side.ts';
import { connectThrough, toJson, transportOptions } from './transport.ts';

/** A producer and what the server was last told of it. */
interface Sent { readonly producer: types.Producer; paused: boolean }

const isVideo = (source: Source): boolean => source === 'camera' || source === 'screen';

/** The sending half of an SFU connection: makes what is sent equal to what it is given. Calls must not overlap. */
export class SfuSend {
  readonly #side: SfuSide;
  readonly #sent = new Map<Source, Sent>();
  #transport: types.Transport | undefined;

  constructor(side: SfuSide) {
    this.#side = side;
  }

  get transport(): types.Transport | undefined {
    return this.#transport;
  }

  async sync(sources: LocalSources, suspended: boolean): Promise<void> {
    for (const [source, sent] of this.#sent) if (!sources[source]) await this.#stop(source, sent);
    const wanted = Object.entries(sources) as [Source, LocalSource][];
    if (!this.#transport && wanted.some(([, local]) => local.track)) await this.#open();
    // At once: mediasoup-client puts producers that are asked for together into a row of its own.
    await Promise.all(wanted.map(([source, local]) => this.#apply(source, local, suspended)));
  }

  async #open(): Promise<void> {
    const { device, request, iceServers } = this.#side;
    const { transport: info } = await request({ type: 'OpenTransport', direction: 'send' });
    const transport = device.createSendTransport(transportOptions(info, iceServers));
    connectThrough(transport, request);
    transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      const { source, paused } = appData as { source: Source; paused: boolean };
      request({ type: 'Produce', transportId: transport.id, source, rtpParameters: toJson(rtpParameters), paused }).then(({ producerId }) => done({ id: producerId }), failed);
    });
    this.#transport = transport;
    this.#side.opened(transport);
  }

  async #apply(source: Source, local: LocalSource, suspended: boolean): Promise<void> {
    const sent = this.#sent.get(source);
    if (!sent) {
      if (local.track) await this.#start(source, local.track, local.paused, suspended);
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

  async #start(source: Source, track: MediaStreamTrack, paused: boolean, suspended: boolean): Promise<void> {
    const options = isVideo(source) ? this.#videoOptions(track) : { codecOptions: { opusDtx: true, opusFec: true } };
    const producer = await this.#transport!.produce({ ...options, track, stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: true, appData: { source, paused } });
    if (paused || suspended) producer.pause();
    this.#sent.set(source, { producer, paused });
  }

  #videoOptions(track: MediaStreamTrack): Partial<types.ProducerOptions> {
    const { width = 1280, height = 720, frameRate = 30 } = track.getSettings();
    const encodings = simulcastEncodings({ width, height, frameRate });
    const codec = chooseVideoCodec(this.#side.device.sendRtpCapabilities.codecs ?? []);
    return { encodings, codecOptions: { videoGoogleStartBitrate: startBitrateKbps(encodings) }, ...(codec && { codec }) };
  }

  async #stop(source: Source, { producer }: Sent): Promise<void> {
    this.#sent.delete(source);
    producer.close();
    await this.#side.request({ type: 'CloseProducer', producerId: producer.id });
  }

  close(): void {
    this.#transport?.close();
  }
}
