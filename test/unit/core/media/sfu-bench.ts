import { Device, type types } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { Requester } from '../../../../core/connection/request.ts';
import type { LiveError } from '../../../../core/errors.ts';
import type { VideoCodec } from '../../../../core/media/codecs.ts';
import { SfuPort } from '../../../../core/media/sfu.ts';
import type { LocalSources, RemoteProducer, WelcomeMedia } from '../../../../core/media/port.ts';
import { createFakeClock, type FakeClock } from '../../../../core/testing/fake-clock.ts';
import { FakeTrack } from '../../../../core/testing/fake-tracks.ts';
import type { JsonObject } from '../../../../core/wire/signal/fields.ts';
import type { RequestBody } from '../../../../core/wire/signal/requests.ts';
import type { TransportInfo } from '../../../../core/wire/signal/shapes.ts';

export const transportInfo = (): TransportInfo => {
  const { id, iceParameters, iceCandidates, dtlsParameters } = fakeParameters.generateTransportRemoteParameters();
  return { transportId: id, iceParameters, iceCandidates, dtlsParameters } as unknown as TransportInfo;
};

export const media = (change: Partial<WelcomeMedia> = {}): WelcomeMedia => ({ rtpCapabilities: fakeParameters.generateRouterRtpCapabilities() as unknown as JsonObject, kept: false, iceServers: [], ...change });

export interface Bench {
  readonly port: SfuPort;
  readonly clock: FakeClock;
  readonly asked: RequestBody[];
  readonly heard: string[];
  readonly failures: string[];
  readonly handlers: FakeHandler[];
  refuse: Partial<Record<RequestBody['type'], LiveError>>;
  typesAsked(): string[];
}

/** An SFU port on mediasoup-client's own fake handler, against a server that grants everything but what is refused. */
export function createBench(load?: () => Promise<never>, videoCodec?: VideoCodec): Bench {
  const clock = createFakeClock();
  const [asked, heard, failures, handlers]: [RequestBody[], string[], string[], FakeHandler[]] = [[], [], [], []];
  let made = 0;
  const answer = (body: RequestBody): object => {
    switch (body.type) {
      case 'OpenTransport': return { transport: transportInfo() };
      case 'Produce': return { producerId: `mine-${(made += 1)}` };
      case 'RestartIce': return { iceParameters: transportInfo().iceParameters };
      case 'Consume': return { consumers: body.producerIds.map((producerId) => {
        const kind = producerId.endsWith('mic') ? 'audio' as const : 'video' as const;
        const { rtpParameters } = fakeParameters.generateConsumerRemoteParameters({ codecMimeType: kind === 'audio' ? 'audio/opus' : 'video/VP8' });
        return { consumerId: `consumer-${(made += 1)}`, producerId, kind, rtpParameters };
      }) };
      default: return {};
    }
  };
  const request = (async (body: RequestBody) => {
    asked.push(body);
    const refusal = bench.refuse[body.type];
    if (refusal) throw refusal;
    return answer(body);
  }) as unknown as Requester;
  const factory = FakeHandler.createFactory(fakeParameters as never);
  const handlerFactory: types.HandlerFactory = { ...factory, factory: (options) => {
    const handler = factory.factory(options) as FakeHandler;
    handlers.push(handler);
    return handler;
  } };
  const engine = { Device: { factory: async () => new Device({ handlerFactory }) } as never };
  const named = ({ peerId, source }: RemoteProducer): string => `${peerId} ${source}`;
  const port = new SfuPort({
    request,
    added: (remote) => void heard.push(`+ ${named(remote)}`),
    removed: (remote) => void heard.push(`- ${named(remote)}`),
    failed: ({ code }) => void failures.push(code),
    mended: () => void failures.push('mended'),
  }, clock, { load: load ?? (async () => engine), videoCodec });
  const bench: Bench = { port, clock, asked, heard, failures, handlers, refuse: {}, typesAsked: () => asked.map(({ type }) => type) };
  return bench;
}

export const track = (kind: 'audio' | 'video', settings: MediaTrackSettings = {}): MediaStreamTrack => Object.assign(new FakeTrack(kind, settings), { muted: false }) as unknown as MediaStreamTrack;
export const sources = (change: LocalSources = {}): LocalSources => ({ camera: { track: track('video', { width: 1280, height: 720, frameRate: 30 }), paused: false }, mic: { track: track('audio'), paused: false }, ...change });
export const remote: readonly RemoteProducer[] = [{ peerId: 'host-1', producerId: 'a-camera', source: 'camera' }, { peerId: 'host-1', producerId: 'a-mic', source: 'mic' }];
