import type { types } from 'mediasoup-client';
import { LiveError } from '../errors.ts';
import type { TestTransport } from '../wire/network-test.ts';
import type { JsonObject } from '../wire/signal/fields.ts';
import { loadDevice } from './device.ts';
import { loadEngine } from './engine.ts';

/** A connected path to the server that takes bytes and gives nothing back. */
export interface ProbeLine {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** Bytes given and not yet sent. */
  readonly unsent: number;
  readonly closed: boolean;
  close(): void;
}

export interface PathOptions {
  readonly transport: TestTransport;
  /** What the server's routers can do. */
  readonly rtpCapabilities: JsonObject;
  /** Tells the server this side's DTLS parameters. */
  connect(dtlsParameters: JsonObject): Promise<void>;
  /** Gives up: nothing may stay open then. */
  readonly signal: AbortSignal;
}

/** Ways of media to the server, tried before there is any media. */
export interface MediaProbe {
  /** Resolves once bytes can be sent by this path; rejects when it fails or the signal is aborted. */
  openPath(options: PathOptions): Promise<ProbeLine>;
  /** Whether one of these relays gives out an address. */
  reachesRelay(iceServers: readonly RTCIceServer[], signal: AbortSignal): Promise<boolean>;
}

/** Lost messages stay lost: it is the line that is measured, not its repair. */
const lossy = { ordered: false, maxRetransmits: 0, label: 'probe' } as const;

async function openPath({ transport: info, rtpCapabilities, connect, signal }: PathOptions): Promise<ProbeLine> {
  const device = await loadDevice(await loadEngine(), rtpCapabilities);
  signal.throwIfAborted();
  const { transportId, ...rest } = info;
  const transport = device.createSendTransport({ id: transportId, ...rest } as unknown as types.TransportOptions);
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  const giveUp = (): void => failed.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  transport.on('connect', ({ dtlsParameters: { role, fingerprints } }, done, refused) => {
    connect({ ...(role && { role }), fingerprints: fingerprints.flatMap(({ algorithm, value }) => (algorithm === 'sha-256' ? [{ algorithm, value }] : [])) }).then(done, refused);
  });
  // The server has no use for it: what arrives is counted by its transport.
  transport.on('producedata', (_parameters, done) => done({ id: 'probe' }));
  transport.on('connectionstatechange', (state) => { if (state === 'failed' || state === 'closed') failed.reject(new LiveError('media-failed')); });
  try {
    const producer = await Promise.race([transport.produceData(lossy), failed.promise]);
    await Promise.race([isOpen(producer), failed.promise]);
    return {
      send: (bytes) => producer.send(bytes),
      get unsent() { return producer.bufferedAmount; },
      get closed() { return producer.closed || producer.readyState !== 'open'; },
      close: () => transport.close(),
    };
  } catch (error) {
    transport.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function isOpen(producer: types.DataProducer): Promise<void> {
  if (producer.readyState === 'open') return Promise.resolve();
  return new Promise((resolve, reject) => {
    producer.once('open', resolve);
    producer.once('transportclose', () => reject(new LiveError('media-failed')));
  });
}

function reachesRelay(iceServers: readonly RTCIceServer[], signal: AbortSignal): Promise<boolean> {
  const connection = new RTCPeerConnection({ iceServers: [...iceServers], iceTransportPolicy: 'relay' });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  signal.addEventListener('abort', () => resolve(false), { once: true });
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.type === 'relay') resolve(true);
    if (!candidate) resolve(false);
  });
  connection.createDataChannel('probe');
  connection.setLocalDescription().catch(() => resolve(false));
  return promise.finally(() => connection.close());
}

export const browserProbe: MediaProbe = { openPath, reachesRelay };
