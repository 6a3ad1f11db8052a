import { Device } from 'mediasoup-client';
import { generateNativeRtpCapabilities, generateLocalDtlsParameters } from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { types } from 'mediasoup-client';
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import type { JsonObject } from '../../core/wire/signal/fields.ts';
import type { Source, TransportInfo } from '../../core/wire/signal/shapes.ts';
import type { SignalClient } from './signal-client.ts';

/** A browser's media parameters without a browser: what it sends and can play, in this router's terms. */
export async function fakeDevice(routerRtpCapabilities: JsonObject): Promise<Device> {
  const handlerFactory = FakeHandler.createFactory({ generateNativeRtpCapabilities: native, generateLocalDtlsParameters });
  const device = new Device({ handlerFactory });
  await device.load({ routerRtpCapabilities });
  return device;
}

/** The package's own capabilities speak H.264 in a profile of their own; this browser speaks ours too. */
function native(): types.RtpCapabilities {
  return generateNativeRtpCapabilities();
}

const kindOf: Readonly<Record<Source, 'audio' | 'video'>> = { camera: 'video', screen: 'video', mic: 'audio', screenAudio: 'audio' };
const layers = [{ maxBitrate: 150_000 }, { maxBitrate: 500_000 }, { maxBitrate: 1_500_000 }];

const transportOptions = ({ transportId, ...rest }: TransportInfo): types.TransportOptions => ({ id: transportId, ...rest }) as unknown as types.TransportOptions;

/** Opens a send transport, connects it and produces these sources as mediasoup-client would. Returns producer ids by source. */
export async function publish(client: SignalClient, device: Device, ...sources: Source[]): Promise<{ transportId: string; producers: Record<string, string> }> {
  const { transport: info } = await client.must('OpenTransport', { direction: 'send' });
  const transport = device.createSendTransport(transportOptions(info));
  const producers: Record<string, string> = {};
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    const { role, fingerprints } = dtlsParameters;
    client.must('ConnectTransport', { transportId: info.transportId, dtlsParameters: { role, fingerprints: fingerprints.filter(({ algorithm }) => algorithm === 'sha-256') as never } }).then(() => done(), failed);
  });
  transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
    const source = appData['source'] as Source;
    client.must('Produce', { transportId: info.transportId, source, rtpParameters: rtpParameters as unknown as JsonObject }).then(({ producerId }) => {
      producers[source] = producerId;
      done({ id: producerId });
    }, failed);
  });
  for (const source of sources) {
    const kind = kindOf[source];
    const track = new FakeMediaStreamTrack({ kind }) as unknown as MediaStreamTrack;
    await transport.produce({ track, appData: { source }, ...(kind === 'video' ? { encodings: layers } : {}) });
  }
  return { transportId: info.transportId, producers };
}
