import { Device } from 'mediasoup-client';
import type { ConsumerOptions, RtpCapabilities, Transport, TransportOptions } from 'mediasoup-client/types';

/** What the bare server answers. */
interface Answers { caps: RtpCapabilities; transport: TransportOptions; producers: string[]; produce: string; consume: ConsumerOptions; connect: null; resume: null }

async function dial() {
  const socket = new WebSocket(`ws://${location.host}/`);
  const waiting = new Map<number, (result: never) => void>();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data) as { id: number; result: never };
    waiting.get(id)!(result);
  };
  await new Promise((resolve) => { socket.onopen = resolve; });
  let last = 0;
  return <Method extends keyof Answers>(method: Method, data: object = {}) => new Promise<Answers[Method]>((resolve) => {
    waiting.set(++last, resolve);
    socket.send(JSON.stringify({ id: last, method, data }));
  });
}

const connects = (transport: Transport, ask: Awaited<ReturnType<typeof dial>>) =>
  transport.on('connect', ({ dtlsParameters }, done) => void ask('connect', { id: transport.id, dtlsParameters }).then(done));

/** Publishes camera and microphone with the given encodings. */
async function publish(encodings: RTCRtpEncodingParameters[], startBitrate: number): Promise<void> {
  const ask = await dial();
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: await ask('caps') });
  const transport = device.createSendTransport(await ask('transport'));
  connects(transport, ask);
  transport.on('produce', ({ kind, rtpParameters }, done) => void ask('produce', { id: transport.id, kind, rtpParameters }).then((id) => done({ id })));
  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  await transport.produce({ track: stream.getVideoTracks()[0]!, encodings, codecOptions: { videoGoogleStartBitrate: startBitrate } });
  await transport.produce({ track: stream.getAudioTracks()[0]! });
}

/** Joins, and resolves at the first picture: milliseconds since the call. */
async function watch(): Promise<number> {
  const start = performance.now();
  const ask = await dial();
  const [device, routerRtpCapabilities, options, producers] = await Promise.all([Device.factory(), ask('caps'), ask('transport'), ask('producers')]);
  await device.load({ routerRtpCapabilities });
  const transport = device.createRecvTransport(options);
  connects(transport, ask);
  const rtpCapabilities: RtpCapabilities = device.recvRtpCapabilities;
  const consumers = await Promise.all(producers.map(async (producerId) => transport.consume(await ask('consume', { id: transport.id, producerId, rtpCapabilities }))));
  const video = Object.assign(document.createElement('video'), { autoplay: true, muted: true, srcObject: new MediaStream(consumers.map((consumer) => consumer.track)) });
  // As large as in a room, so that both draw as much.
  video.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; object-fit: cover';
  document.body.append(video);
  const shown = new Promise<number>((resolve) => { video.requestVideoFrameCallback((now) => resolve(now)); });
  for (const consumer of consumers) void ask('resume', { id: consumer.id });
  return (await shown) - start;
}

Object.assign(window, { bare: { publish, watch } });
